using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.House;

/// <summary>Comments, docstrings, messages and documents use ordinary words: indicative, subject first, one fact a sentence.</summary>
public sealed class PlainWordsTests
{
    private static readonly (Regex Words, string Better)[] Rules =
    [
        .. new (string Pattern, string Better)[]
        {
            (@"\b[Tt](old|ells?) of\b", "reports, receives; a logger: 'Logs …'"),
            (@"\btold as\b", "reported as"),
            (@"\bheld against\b", "compared with"),
            (@"\b[Ww]hat became of\b", "the result of, the outcome of"),
            (@"\b[Pp]uts the parts together\b", "Creates the …. Performs no I/O."),
            (@"\bnothing is (read|sent)( or sent)? yet\b", "Performs no I/O."),
            (@"\b[Hh]ow it was made\b", "Gets the …"),
            (@"\bspoken to\b", "Options for …, the system that is used"),
            (@"\bmust be so\b", "checks before …"),
            (@"\b(the|no|was a) (first )?surprise\b", "Falls back to … on unexpected input."),
            (@"\bthere twice\b", "is duplicated"),
            (@"(?<![Tt]here )\b(is|are) no (short code|symbol|number|digit|text|token|cp949|security group|white space|master|object|character|session|"
                + @"trade but|answer|span|end of|quantity|time of|place|bar|entry|rows?|error|loss|difference)\b", "is not a valid …, is not a …"),
            (@"\b(can|could|cannot|to) be had\b", "is available, could be fetched"),
            (@"\b[Ww]hat (a|the|is|[\w' ]{1,30}) (is )?worth\b", "the result, whether … may succeed"),
            (@"\bas (it|they) (stands?|mostly are)\b", "unchanged, current, usually"),
            (@"\bspeaks? of\b|\bspoke of\b", "describes, contains, is about"),
            (@"\b(came|comes?) about\b", "succeeded, happened"),
            (@"\bone's own\b", "its own, the caller's"),
            (@"\bso said\b", "according to"),
            (@"\bsay by itself\b", "All … of …"),
            (@"\b[Ww]hich seconds a writer\b", "Reserves a subset of seconds …"),
            (@"<summary>(How|What|Where|Who)\b", "a property: 'Gets the …', a method: 'Reads …', a type: 'The …'"),
            (@"<summary>Makes an?\b", "Creates a …"),
            (@"\b(is|are|was|were) (of none|no (writer|logger)'s)\b", "does not belong to any, was not written by a …"),
            (@"\bin vain\b", "without success"),
            (@"\bnobody (that is )?known\b", "none, no known …"),
            (@"\b(is|may be) to come\b", "is in the future"),
        }.Select(rule => (new Regex(rule.Pattern, RegexOptions.CultureInvariant), rule.Better)),
    ];

    private static IEnumerable<string> Texts =>
    [
        .. Repository.Sources("src"),
        .. Repository.Sources("samples"),
        "README.md",
        "CHANGELOG.md",
        .. Directory.EnumerateFiles(Path.Join(Repository.Root, "docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Texts_use_plain_words() => Assert.Equal([], Texts.SelectMany(Findings));

    [Theory]
    [InlineData("/// <param name=\"logger\">Told of retries.</param>", "reports, receives; a logger: 'Logs …'")]
    [InlineData("$\"{symbol} is there twice.\"", "is duplicated")]
    [InlineData("$\"'{text}' is no short code.\"", "is not a valid …, is not a …")]
    [InlineData("/// <summary>How many bars there are.</summary>", "a property: 'Gets the …', a method: 'Reads …', a type: 'The …'")]
    public void A_riddle_is_found(string line, string better) => Assert.Equal([better], Rules.Where(rule => rule.Words.IsMatch(line)).Select(rule => rule.Better));

    [Theory]
    [InlineData("/// <summary>Gets the index of a symbol; -1 when there is no symbol of that name.</summary>")]
    [InlineData("/// <summary>Reads one line; returns false on unexpected input.</summary>")]
    [InlineData("    var surprise = false;")]
    public void A_plain_sentence_is_left_alone(string line) => Assert.DoesNotContain(Rules, rule => rule.Words.IsMatch(line));

    private static IEnumerable<string> Findings(string path) => File.ReadLines(Path.Join(Repository.Root, path))
        .SelectMany((line, index) => Rules.Select(rule => (Match: rule.Words.Match(line), rule.Better)).Where(found => found.Match.Success)
            .Select(found => $"{path}({index + 1}): '{found.Match.Value}' — better: {found.Better}"));
}
