namespace Rhetenor.Data.Testing;

/// <summary>A service: its path, its <c>tr_id</c>, and the parameters that must be sent, even if empty.</summary>
internal sealed record KisService(string Path, string TrId, bool RealOnly, string[] Parameters)
{
    private const string Folder = "/uapi/domestic-stock/v1/quotations/";

    public static KisService Today { get; } = new(Folder + "inquire-time-itemchartprice", "FHKST03010200", RealOnly: false,
        ["FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD", "FID_INPUT_HOUR_1", "FID_PW_DATA_INCU_YN", "FID_ETC_CLS_CODE"]);

    public static KisService Dated { get; } = new(Folder + "inquire-time-dailychartprice", "FHKST03010230", RealOnly: true,
        ["FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD", "FID_INPUT_HOUR_1", "FID_INPUT_DATE_1", "FID_PW_DATA_INCU_YN", "FID_FAKE_TICK_INCU_YN"]);

    public static KisService Holidays { get; } = new(Folder + "chk-holiday", "CTCA0903R", RealOnly: true, ["BASS_DT", "CTX_AREA_NK", "CTX_AREA_FK"]);

    public static KisService Daily { get; } = new(Folder + "inquire-daily-itemchartprice", "FHKST03010100", RealOnly: false,
        ["FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD", "FID_INPUT_DATE_1", "FID_INPUT_DATE_2", "FID_PERIOD_DIV_CODE", "FID_ORG_ADJ_PRC"]);

    public static KisService IndexDaily { get; } = new(Folder + "inquire-daily-indexchartprice", "FHKUP03500100", RealOnly: false,
        ["FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD", "FID_INPUT_DATE_1", "FID_INPUT_DATE_2", "FID_PERIOD_DIV_CODE"]);

    public static KisService IndexMinutes { get; } = new(Folder + "inquire-time-indexchartprice", "FHKUP03500200", RealOnly: true,
        ["FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD", "FID_INPUT_HOUR_1", "FID_PW_DATA_INCU_YN", "FID_ETC_CLS_CODE"]);

    public static KisService Quotes { get; } = new(Folder + "intstock-multprice", "FHKST11300006", RealOnly: true, ["FID_COND_MRKT_DIV_CODE_1", "FID_INPUT_ISCD_1"]);

    /// <summary>Gets the lists of the Korea Securities Depository.</summary>
    public static KisService[] Ksd { get; } =
    [
        List("rev-split", "HHKDB669105C0", "MARKET_GB"), List("bonus-issue", "HHKDB669101C0"), List("paidin-capin", "HHKDB669100C0", "GB1"), List("dividend", "HHKDB669102C0", "GB1", "HIGH_GB"),
        List("cap-dcrs", "HHKDB669106C0"), List("merger-split", "HHKDB669104C0"), List("list-info", "HHKDB669107C0"),
    ];

    public static KisService? Find(string path) => Array.Find([Today, Dated, Daily, Holidays, IndexDaily, IndexMinutes, Quotes, .. Ksd], service => service.Path == path);

    private static KisService List(string name, string trId, params string[] extra) =>
        new("/uapi/domestic-stock/v1/ksdinfo/" + name, trId, RealOnly: true, ["CTS", "F_DT", "T_DT", "SHT_CD", .. extra]);
}
