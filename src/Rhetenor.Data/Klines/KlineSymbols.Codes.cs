using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Klines;

/// <summary>Encodes symbols of up to eight characters as numbers in the same order, for the fast reader of this library's
/// layout.</summary>
internal sealed partial class KlineSymbols
{
    private ulong[] _codes = [ulong.MaxValue, .. new ulong[63]];
    private int[] _codeNumbers = new int[64];
    private int _codeCount;

    /// <summary>Gets the codes, ascending, followed by one that is greater than all of them.</summary>
    public ReadOnlySpan<ulong> Codes => _codes.AsSpan(0, _codeCount + 1);

    /// <summary>Gets the symbol number of each code.</summary>
    public ReadOnlySpan<int> CodeNumbers => _codeNumbers;

    /// <summary>Adds the symbol of a code; returns -1 when it is not a valid symbol.</summary>
    public int AddCode(ulong code, int length)
    {
        Span<char> symbol = stackalloc char[8];
        for (var i = 0; i < length; i++)
            symbol[i] = (char)(byte)(code >> (56 - (8 * i)));
        return ShortCode.IsSymbol(symbol[..length]) ? GetOrAdd(symbol[..length]) : -1;
    }

    private void AddCode(string symbol, int number)
    {
        if (symbol.Length > 8)
            return;
        var code = 0UL;
        for (var i = 0; i < symbol.Length; i++)
            code |= (ulong)symbol[i] << (56 - (8 * i));
        if (_codeCount + 2 > _codes.Length)
        {
            Array.Resize(ref _codes, _codes.Length * 2);
            Array.Resize(ref _codeNumbers, _codes.Length);
        }

        var place = _codeCount == 0 || _codes[_codeCount - 1] < code ? _codeCount : ~Array.BinarySearch(_codes, 0, _codeCount, code);
        Array.Copy(_codes, place, _codes, place + 1, _codeCount + 1 - place);
        Array.Copy(_codeNumbers, place, _codeNumbers, place + 1, _codeCount - place);
        _codes[place] = code;
        _codeNumbers[place] = number;
        _codeCount++;
    }
}
