using System.Text;

namespace Rhetenor.Data.Testing;

/// <summary>Combines made-up names from word tables.</summary>
internal static class Names
{
    private static readonly string[] First =
    [
        "가람", "나래", "다온", "라온", "마루", "바른", "새솔", "아라", "예담", "이든", "자람", "참빛", "큰솔", "태평", "푸른", "한별",
        "해든", "누리", "도담", "미르", "벼리", "소담", "온새", "윤슬", "하람", "가온", "나루", "두레", "모아", "보람", "서해", "동녘",
        "남강", "북악", "청람", "백암", "금뜰", "은하수", "달구", "솔바람", "물결", "들꽃", "산마을", "바다", "HJ", "KN", "더윤", "에버온",
    ];

    private static readonly string[] Middle = ["", "원", "성", "진", "린", "빛", "담", "온", "엠", "씨", "글로벌", "퍼스트"];

    private static readonly string[] Last =
    [
        "전자", "화학", "제약", "건설", "중공업", "물산", "철강", "바이오", "소프트", "반도체", "에너지", "식품", "해운", "증권", "화재", "통신",
        "홀딩스", "테크", "시스템", "머티리얼즈", "로보틱스", "디스플레이", "헬스케어", "엔터", "게임즈", "모빌리티", "솔루션", "산업", "상사", "제지",
    ];

    private static readonly string[] Houses = ["NARU", "DAON", "GARAM", "SOLBIT", "MARU-ON", "한빛", "새벽", "물결"];

    private static readonly string[] Themes =
    [
        "200", "코스닥150", "미국S&P500", "미국나스닥100", "반도체TOP10", "2차전지테마", "국고채10년", "CD금리", "인도Nifty50", "은행고배당",
        "리츠인프라", "바이오헬스케어", "조선기자재", "로봇산업", "원자력", "방산우주", "K-푸드", "골드선물", "미국30년국채", "배당성장",
    ];

    private static readonly string[] Twists = ["", "액티브", "레버리지", "인버스", "TR", "커버드콜", "(H)", "플러스액티브(합성)", "타겟위클리커버드콜", "선물인버스2X"];

    private static readonly string[] Plain = ["GRT", "TNL Tech", "AXBIO", "NDX Holdings", "E-ON", "PSM", "QMC Robotics", "UBI Games"];

    public static Encoding Korean { get; } = CodePagesEncodingProvider.Instance.GetEncoding(949)!;

    public static string Of(string group, Draw draw, Trap trap) => trap switch
    {
        Trap.AsciiName => draw.Pick<string>("plain", Plain),
        Trap.FullName => Filled(Fund(draw), draw),
        _ => group switch
        {
            "EF" => draw.Chance("full", 10) ? Filled(Fund(draw), draw) : Fund(draw),
            "EN" => $"{draw.Pick<string>("first", First)} {draw.Pick<string>("theme", Themes)} {draw.Pick<string>("twist", Twists)} ETN".Replace("  ", " ", StringComparison.Ordinal),
            "BC" => Fields.Text($"{draw.Pick<string>("first", First)}벤처투자{draw.Between("fund", 1, 9)}호(A-e)"),
            "RT" => draw.Pick<string>("first", First) + draw.Pick<string>("middle", Middle) + "리츠",
            "IF" => draw.Pick<string>("first", First) + "인프라",
            "MF" => draw.Pick<string>("first", First) + "유전펀드",
            "PF" => $"{draw.Pick<string>("first", First)} 챔피언{draw.Pick<string>("theme", Themes)} X클래스",
            "SW" => Fields.Text($"{Company(draw)} {draw.Between("issue", 1, 120)}WR"),
            "SR" => Fields.Text($"{Company(draw)} {draw.Between("issue", 1, 30)}R"),
            _ => draw.Chance("plain_name", 15) ? draw.Pick<string>("plain", Plain) : Company(draw),
        },
    };

    public static string Spac(Draw draw) => Fields.Text($"{draw.Pick<string>("first", First)}제{draw.Between("number", 1, 30)}호스팩");

    private static string Company(Draw draw) =>
        draw.Pick<string>("first", First) + draw.Pick<string>("middle", Middle) + draw.Pick<string>("last", Last);

    private static string Fund(Draw draw) =>
        $"{draw.Pick<string>("house", Houses)} {draw.Pick<string>("theme", Themes)}{draw.Pick<string>("twist", Twists)}";

    private static string Filled(string name, Draw draw)
    {
        while (Korean.GetByteCount(name) < 40)
            name += draw.For(name).Pick<string>("word", Last);
        while (Korean.GetByteCount(name) > 40)
            name = name[..^1];
        return Korean.GetByteCount(name) == 40 ? name : name + "A";
    }
}
