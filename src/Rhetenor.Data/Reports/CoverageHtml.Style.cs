namespace Rhetenor.Data.Reports;

/// <summary>The style of the page. States differ by letter and lightness as well as by colour.</summary>
internal static partial class CoverageHtml
{
    private const string Style = """

        :root { color-scheme: light dark;
          --page: #ffffff; --text: #1b1f24; --soft: #57606a; --line: #d5dae0; --panel: #f5f7f9;
          --h0: #a3320b; --h0t: #ffffff; --h1: #e07b39; --h1t: #1b1f24; --h2: #f5cf8a; --h2t: #1b1f24; --h3: #b5d4f1; --h3t: #12263f; --h4: #2866ac; --h4t: #ffffff;
          --complete: #d8e8f8; --completet: #173a5e; --quiet: #e9ebee; --quiett: #40464d; --halt: #dccff0; --haltt: #37215c; --bars: #8fbce8; }
        @media (prefers-color-scheme: dark) { :root {
          --page: #14171b; --text: #e4e8ec; --soft: #9aa5b1; --line: #333a42; --panel: #1d2228;
          --h0: #d9562a; --h0t: #14171b; --h1: #e08b4d; --h1t: #14171b; --h2: #6d5422; --h2t: #ffeccb; --h3: #26415e; --h3t: #dcebfa; --h4: #6fa8e0; --h4t: #0d1d2e;
          --complete: #1b3753; --completet: #cfe4fa; --quiet: #2a3037; --quiett: #bcc5ce; --halt: #40305c; --haltt: #e4d8f7; --bars: #3f6f9f; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem; max-width: 86rem; background: var(--page); color: var(--text); font: 15px/1.45 system-ui, "Noto Sans KR", "Noto Sans CJK KR", sans-serif; }
        h1 { margin: 0; font-size: 1.5rem; } h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; } p { margin: .3rem 0; color: var(--soft); }
        .verdict { margin: 1rem 0; padding: .6rem .9rem; border-left: 5px solid var(--h0); background: var(--panel); color: var(--text); font-size: 1.1rem; }
        .verdict.good { border-color: var(--h4); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(13.5rem, 1fr)); gap: .6rem; margin-top: .6rem; }
        .tile { display: grid; grid-template: auto auto 1fr / auto 1fr auto; align-items: center; gap: .1rem .5rem; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); }
        .tile b { font-size: 1.25rem; font-variant-numeric: tabular-nums; } .tile small, .tile h3 span, th span, td span[lang] { color: var(--soft); }
        .tile h3, .tile p { grid-column: 1 / -1; margin: 0; } .tile h3 { font-size: .95rem; } .tile h3 span { font-weight: 400; } .tile p { align-self: start; font-size: .82rem; line-height: 1.3; }
        .tile.none { opacity: .7; } @media (max-width: 34rem) { body { padding: 1rem; } .tiles { grid-template-columns: 1fr 1fr; } }
        .filter input { padding: .2rem .5rem; border: 1px solid var(--line); border-radius: 4px; background: var(--panel); color: var(--text); font: inherit; }
        .key { width: 1.6em; border-radius: 3px; text-align: center; }
        .legend span { display: inline-block; margin-right: .4rem; padding: .1rem .5rem; border-radius: 3px; font-size: .82rem; }
        .months { display: flex; flex-wrap: wrap; gap: 1.2rem; align-items: flex-start; margin-top: .8rem; }
        .month { border-spacing: 3px; } .month caption { font-weight: 600; text-align: left; padding-left: 3px; } .month th { font-weight: 400; font-size: .75rem; color: var(--soft); }
        .month td { width: 2.7rem; height: 2.4rem; padding: .1rem .3rem; border-radius: 4px; vertical-align: top; line-height: 1.1; }
        .month i { display: block; font-size: .68rem; font-style: normal; } .month b { display: block; text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; }
        .month .closed { color: var(--soft); opacity: .55; }
        .h0 { background: var(--h0); color: var(--h0t); } .h1 { background: var(--h1); color: var(--h1t); } .h2 { background: var(--h2); color: var(--h2t); }
        .h3 { background: var(--h3); color: var(--h3t); } .h4 { background: var(--h4); color: var(--h4t); }
        .wide { overflow-x: auto; }
        table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums; }
        .numbers td, .list td, .numbers th, .list th { padding: .15rem .7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; font-weight: 400; }
        .numbers tr:first-child th, .list tr:first-child th { color: var(--soft); font-size: .82rem; } .numbers th:first-child { text-align: left; padding-left: 0; }
        .list td, .list th { text-align: left; vertical-align: top; } .list td:last-child { white-space: normal; }
        .bar { display: flex; width: 13rem; height: .8rem; border-radius: 3px; overflow: hidden; background: var(--quiet); }
        .grid { border-spacing: 2px; font-size: .78rem; } .grid th { padding: 0 .3rem; white-space: nowrap; font-weight: 400; color: var(--soft); line-height: 1.15; } .grid th:first-child { position: sticky; left: 0; background: var(--page); color: var(--text); text-align: left; }
        .grid td { min-width: 2.6rem; padding: .05rem .3rem; border-radius: 2px; text-align: right; white-space: nowrap; }
        .s-complete { background: var(--complete); color: var(--completet); } .s-notrades { background: var(--quiet); color: var(--quiett); }
        .s-halted { background: var(--halt); color: var(--haltt); } .s-notlisted { background: none; color: var(--soft); box-shadow: inset 0 0 0 1px var(--line); }
        .s-open { background: var(--quiet); color: var(--quiett); box-shadow: inset 0 0 0 1px var(--h2); } .s-partial { background: var(--h2); color: var(--h2t); } .s-doubtful { background: var(--h1); color: var(--h1t); } .s-missing { background: var(--h0); color: var(--h0t); }
        .bar .s-complete { background: var(--bars); } .bar .s-notrades, .bar .s-halted, .bar .s-notlisted { background: var(--h3); }
        details { margin: .6rem 0; } summary { cursor: pointer; } code { font-size: .85em; }

        """;

    private static string Class(SymbolDayState state) => state switch
    {
        SymbolDayState.Complete => "s-complete",
        SymbolDayState.NoTrades => "s-notrades",
        SymbolDayState.Halted => "s-halted",
        SymbolDayState.NotListed => "s-notlisted",
        SymbolDayState.Open => "s-open",
        SymbolDayState.Partial => "s-partial",
        SymbolDayState.Doubtful => "s-doubtful",
        _ => "s-missing",
    };

    private static string Letter(SymbolDayState state) => state switch
    {
        SymbolDayState.Complete => "C",
        SymbolDayState.NoTrades => "N",
        SymbolDayState.Halted => "H",
        SymbolDayState.NotListed => "L",
        SymbolDayState.Open => "O",
        SymbolDayState.Partial => "P",
        SymbolDayState.Doubtful => "D",
        SymbolDayState.Failed => "F",
        _ => "M",
    };

    private static string Korean(SymbolDayState state) => state switch
    {
        SymbolDayState.Complete => "완전",
        SymbolDayState.NoTrades => "거래 없음",
        SymbolDayState.Halted => "거래정지",
        SymbolDayState.NotListed => "미상장",
        SymbolDayState.Open => "확정 전",
        SymbolDayState.Partial => "일부만 있음",
        SymbolDayState.Doubtful => "증거 없음",
        SymbolDayState.Failed => "조회 실패",
        _ => "없음",
    };

    private static string Meaning(SymbolDayState state) => state switch
    {
        SymbolDayState.Complete => "All bars are stored. They were read after the day's figures had settled.",
        SymbolDayState.NoTrades => "KIS was asked about the whole session, and the symbol did not trade.",
        SymbolDayState.Halted => "Trading was halted.",
        SymbolDayState.NotListed => "The symbol was not listed.",
        SymbolDayState.Open => "Nothing is missing so far. The session is not over, or its figures have not settled.",
        SymbolDayState.Partial => "The last minutes are missing, or the bars were read before the figures had settled.",
        SymbolDayState.Doubtful => "Bars are stored, but nothing proves that none is missing.",
        SymbolDayState.Failed => "The last request failed.",
        _ => "Nothing is stored, and the reason is not known.",
    };
}
