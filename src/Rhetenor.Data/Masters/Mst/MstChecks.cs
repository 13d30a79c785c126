using System.Text;

namespace Rhetenor.Data.Masters;

/// <summary>Detects shifted columns that keep the width of the record, by check digits, security groups and flags.</summary>
internal sealed class MstChecks
{
    // An unknown group or flag value on a few records is kept. On more than a tenth of the records the column has moved.
    private const int ToleratedShare = 10;

    private readonly HantooMstSpec _spec;
    private readonly int _groupOffset;
    private readonly int _groupWidth;
    private readonly int[] _flagOffsets;
    private readonly int[] _flagOrdinals;
    private readonly int[] _oddFlags;
    private readonly (int Line, string Text)[] _firstOddFlag;
    private (int Line, string Text) _firstUnknownGroup;
    private int _unknownGroups;

    public MstChecks(HantooMstSpec spec)
    {
        _spec = spec;
        var group = spec.IndexOf(HantooMstSpec.SecurityGroup);
        (_groupOffset, _groupWidth) = group < 0 ? (0, 0) : (spec.OffsetOf(group), spec.Fields[group].Width);
        _flagOrdinals = [.. Enumerable.Range(0, spec.Fields.Count).Where(i => spec.Fields[i] is { Kind: MstFieldKind.Flag, Width: 1 })];
        _flagOffsets = [.. _flagOrdinals.Select(spec.OffsetOf)];
        _oddFlags = new int[_flagOffsets.Length];
        _firstOddFlag = new (int, string)[_flagOffsets.Length];
    }

    /// <summary>Checks one record.</summary>
    /// <exception cref="MstFormatException">The standard code is invalid, or the short code is blank.</exception>
    public void Add(ReadOnlySpan<byte> record, int line)
    {
        var isin = record.Slice(_spec.OffsetOf(HantooMstSpec.StandardCodeOrdinal), _spec.Columns.Widths[HantooMstSpec.StandardCodeOrdinal]);
        if (!Isin.IsValid(isin))
            throw new MstFormatException(_spec.Market, line, "standard_code", "an ISIN with a valid check digit", Quote(isin));
        if (!record[.._spec.Columns.Widths[HantooMstSpec.ShortCodeOrdinal]].ContainsAnyExcept((byte)' '))
            throw new MstFormatException(_spec.Market, line, "short_code", "a code", "blanks");
        if (_groupWidth > 0 && !IsKnownGroup(record.Slice(_groupOffset, _groupWidth)) && _unknownGroups++ == 0)
            _firstUnknownGroup = (line, Quote(record.Slice(_groupOffset, _groupWidth)));
        for (var i = 0; i < _flagOffsets.Length; i++)
        {
            if (record[_flagOffsets[i]] is not ((byte)'N' or (byte)'Y' or (byte)' ') && _oddFlags[i]++ == 0)
                _firstOddFlag[i] = (line, Quote(record.Slice(_flagOffsets[i], 1)));
        }
    }

    /// <summary>Checks the file as a whole.</summary>
    /// <exception cref="MstFormatException">More than a tenth of the records have a value that is not valid in its column.</exception>
    public void Complete(int records)
    {
        if (_unknownGroups * ToleratedShare > records)
            throw new MstFormatException(_spec.Market, _firstUnknownGroup.Line, HantooMstSpec.SecurityGroup,
                "a known group on nine of ten records", $"{_firstUnknownGroup.Text} here and an unknown one on {_unknownGroups} of {records}");
        for (var i = 0; i < _oddFlags.Length; i++)
        {
            if (_oddFlags[i] * ToleratedShare > records)
                throw new MstFormatException(_spec.Market, _firstOddFlag[i].Line, _spec.Fields[_flagOrdinals[i]].Name,
                    "Y, N or blank on nine of ten records", $"{_firstOddFlag[i].Text} here and another value on {_oddFlags[i]} of {records}");
        }
    }

    private static bool IsKnownGroup(ReadOnlySpan<byte> group) =>
        group is [>= (byte)'A' and <= (byte)'Z', >= (byte)'A' and <= (byte)'Z'] && KnownGroups[((group[0] - 'A') * 26) + group[1] - 'A'];

    private static readonly bool[] KnownGroups = [.. Enumerable.Range(0, 26 * 26)
        .Select(i => HantooMstSpec.KnownSecurityGroups.Contains($"{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}"))];

    private static string Quote(ReadOnlySpan<byte> bytes) => bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~')
        ? "bytes " + Convert.ToHexStringLower(bytes)
        : $"'{Encoding.ASCII.GetString(bytes)}'";
}
