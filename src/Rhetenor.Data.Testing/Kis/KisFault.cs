namespace Rhetenor.Data.Testing;

/// <summary>Things that go wrong with answers of KIS, for a <see cref="FaultScript"/>, beside those of <see cref="HttpFault"/>.</summary>
/// <remarks>Faults that change rows leave answers without rows, such as refusals, as they are.</remarks>
public static class KisFault
{
    /// <summary>Too many requests in a second: EGW00201.</summary>
    /// <param name="status">500 or 200: both are seen.</param>
    public static HttpFault RateLimited(int status = 500) => Code("EGW00201", status: status);

    /// <summary>The token's life is over: EGW00123.</summary>
    /// <param name="status">500 or 200: both are seen.</param>
    public static HttpFault ExpiredToken(int status = 500) => Code("EGW00123", status: status);

    /// <summary>A token too soon after the last one: EGW00133, in the form that refused tokens have.</summary>
    public static HttpFault TokenTooSoon() => new KisTokenRefusal("EGW00133");

    /// <summary>A refused call with a code of one's choice.</summary>
    /// <param name="code">Sent as <c>msg_cd</c>.</param>
    /// <param name="message">Sent as <c>msg1</c>; null for the usual text of the code, or the code itself.</param>
    /// <param name="status">The HTTP status.</param>
    public static HttpFault Code(string code, string? message = null, int status = 200) => new KisRefusal(code, message, status);

    /// <summary>The answer has no <c>rt_cd</c>.</summary>
    public static HttpFault WithoutResultCode() => new KisBodyFault(KisBodyDefect.NoResultCode);

    /// <summary><c>output2</c> is null.</summary>
    public static HttpFault RowsNull() => new KisBodyFault(KisBodyDefect.RowsNull);

    /// <summary><c>output2</c> is an object.</summary>
    public static HttpFault RowsObject() => new KisBodyFault(KisBodyDefect.RowsObject);

    /// <summary>There is no <c>output2</c>.</summary>
    public static HttpFault RowsMissing() => new KisBodyFault(KisBodyDefect.RowsMissing);

    /// <summary>A page without rows.</summary>
    public static HttpFault EmptyPage() => FirstRows(0);

    /// <summary>A page with its first rows only.</summary>
    public static HttpFault FirstRows(int count) => new KisRowsFault(KisRowsDefect.FirstOnly, "", "", count);

    /// <summary>Rows in another order, always the same one for the same number of rows.</summary>
    public static HttpFault OutOfOrder() => new KisRowsFault(KisRowsDefect.Shuffled, "", "", 0);

    /// <summary>The first rows come twice, one behind the other.</summary>
    public static HttpFault Duplicates(int count = 3) => new KisRowsFault(KisRowsDefect.Doubled, "", "", count);

    /// <summary>One minute is not among the rows.</summary>
    public static HttpFault WithoutMinute(TimeOnly minute) => new KisRowsFault(KisRowsDefect.Without, "stck_cntg_hour", Fields.Text($"{minute:HHmm}00"), 0);

    /// <summary>A field of every row has another value, such as a blank or a word in place of a number.</summary>
    public static HttpFault RowField(string name, string value) => new KisRowsFault(KisRowsDefect.FieldSet, name, value, 0);

    /// <summary>Every row has another date.</summary>
    public static HttpFault RowsDated(DateOnly date) => RowField("stck_bsop_date", Fields.Date(date));

    /// <summary>The answer is that for another symbol. Rows do not say whose they are.</summary>
    public static HttpFault OtherSymbol(string code) => new KisQueryFault("FID_INPUT_ISCD", code);

    /// <summary>The answer is that for another venue.</summary>
    public static HttpFault OtherVenue(Venue venue) => new KisQueryFault("FID_COND_MRKT_DIV_CODE", venue.ToCode());

    /// <summary>The answer is that for one and the same time, whatever was asked for: script it for several requests.</summary>
    public static HttpFault StuckCursor(TimeOnly time) => new KisQueryFault("FID_INPUT_HOUR_1", Fields.Text($"{time:HHmmss}"));

    /// <summary>The body ends in the middle, and its length is announced accordingly.</summary>
    public static HttpFault TruncatedJson() => new KisBodyFault(KisBodyDefect.Half);

    /// <summary>The body is proper JSON with so many bytes of white space behind it.</summary>
    public static HttpFault Oversize(int bytes) => new KisPaddingFault(bytes);
}
