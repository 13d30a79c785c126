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
        body { margin: 0 auto; padding: 1.5rem; max-width: 86rem; background: var(--page); color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
        h1 { margin: 0; font-size: 1.5rem; } h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; } p { margin: .3rem 0; color: var(--soft); }
        .verdict { margin: 1rem 0; padding: .6rem .9rem; border-left: 5px solid var(--h0); background: var(--panel); color: var(--text); font-size: 1.1rem; }
        .verdict.good { border-color: var(--h4); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.6rem, 1fr)); gap: .6rem; }
        .tile { padding: .6rem .8rem; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); }
        .tile b { font-size: 1.25rem; font-variant-numeric: tabular-nums; } .tile p { font-size: .82rem; line-height: 1.3; } .tile small { color: var(--soft); white-space: nowrap; }
        .tile.none { opacity: .6; }
        .key { display: inline-block; width: 1.5em; margin-right: .5em; border-radius: 3px; text-align: center; }
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
        .grid { border-spacing: 2px; font-size: .78rem; } .grid th { padding: 0 .3rem; font-weight: 400; color: var(--soft); line-height: 1.15; } .grid th:first-child { position: sticky; left: 0; background: var(--page); color: var(--text); text-align: left; }
        .grid td { min-width: 2.6rem; padding: .05rem .3rem; border-radius: 2px; text-align: right; white-space: nowrap; }
        .s-complete { background: var(--complete); color: var(--completet); } .s-notrades { background: var(--quiet); color: var(--quiett); }
        .s-halted { background: var(--halt); color: var(--haltt); } .s-notlisted { background: none; color: var(--soft); box-shadow: inset 0 0 0 1px var(--line); }
        .s-open { background: var(--quiet); color: var(--quiett); box-shadow: inset 0 0 0 1px var(--h2); } .s-partial { background: var(--h2); color: var(--h2t); } .s-doubtful { background: var(--h1); color: var(--h1t); } .s-missing { background: var(--h0); color: var(--h0t); }
        .bar .s-complete { background: var(--bars); }
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

    private static string Meaning(SymbolDayState state) => state switch
    {
        SymbolDayState.Complete => "Read to the end, after the day's figures had settled.",
        SymbolDayState.NoTrades => "Asked about to the end; there was no trade.",
        SymbolDayState.Halted => "Trading was halted.",
        SymbolDayState.NotListed => "The symbol was not listed.",
        SymbolDayState.Open => "Right so far; the session is not over or has not settled.",
        SymbolDayState.Partial => "Read up to an earlier minute, or too early.",
        SymbolDayState.Doubtful => "There are bars; nothing proves that they are all.",
        SymbolDayState.Failed => "Asked for in vain.",
        _ => "Nothing is stored, and nothing explains it.",
    };
}
