using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>One record of a frame: its fields by number.</summary>
/// <param name="payload">The payload of the frame.</param>
/// <param name="ends">The end of each field in the payload.</param>
/// <param name="from">The beginning of the first field.</param>
internal readonly ref struct TickRecord(ReadOnlySpan<byte> payload, ReadOnlySpan<int> ends, int from)
{
    /// <summary>The fields of a record as KIS documents it. It appends further ones, and takes none away.</summary>
    public const int Fewest = 46;

    // A tick of a later date would make its symbol's ticks of today those of an earlier day. Without times in KIS's answers, the machine's clock
    // decides, which may be wrong by minutes.
    private const int MostMinutes = 60;

    // MKSC_SHRN_ISCD, STCK_CNTG_HOUR, STCK_PRPR, PRDY_VRSS_SIGN, PRDY_VRSS, ASKP1, BIDP1, CNTG_VOL, ACML_VOL, ACML_TR_PBMN, CCLD_DVSN, BSOP_DATE, HOUR_CLS_CODE.
    private const int Symbol = 0, Time = 1, Price = 2, Sign = 3, Change = 4, Ask = 10, Bid = 11, Volume = 12, AccVolume = 13, AccValue = 14, Side = 21, Date = 33, Hours = 43;

    private readonly ReadOnlySpan<byte> _payload = payload;
    private readonly ReadOnlySpan<int> _ends = ends;
    private readonly int _from = from;

    /// <summary>Gets whether the record is a trade. Records of expected prices have the classes A to D; if one had shares after all, the day's volume of the
    /// next tick shows it.</summary>
    public bool IsTrade => this[Hours] is not [>= (byte)'A' and <= (byte)'D'];

    /// <summary>Gets whether the first field can be a short code. In a frame that was cut, the records after the first begin elsewhere.</summary>
    public bool BeginsWithCode
    {
        get
        {
            var code = this[Symbol];
            return code.Length is >= 6 and <= 9 && !code.ContainsAnyExceptInRange((byte)'0', (byte)'Z') && !code.ContainsAnyInRange((byte)':', (byte)'@');
        }
    }

    private ReadOnlySpan<byte> this[int field] => _payload[(field == 0 ? _from : _ends[field - 1] + 1).._ends[field]].Trim((byte)' ');

    /// <summary>Reads the record; null when a field that every tick has is missing or is not valid.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="arrival">The Korean time of its arrival.</param>
    /// <param name="fault">Receives the reason.</param>
    public Tick? Read(Venue venue, DateTime arrival, out string fault)
    {
        fault = "";
        var symbol = Encoding.ASCII.GetString(this[Symbol]);
        var (today, date) = (DateOnly.FromDateTime(arrival), DateOnly.FromDateTime(arrival));
        if (this[Date].Length > 0 && !Stamp.TryReadDate(this[Date], out date))
            fault = $"the date of {symbol} is not valid";
        else if (date != today)
            fault = $"the date of {symbol} is not that of its arrival";
        else if (this[Time].Length != 6 || !AsciiNumber.TryRead(this[Time], out int second) || !Stamp.TryRead((date.Year * 10_000) + (date.Month * 100) + date.Day, second, out var time))
            fault = $"the time of {symbol} is not valid";
        else if ((time - arrival).Duration() > TimeSpan.FromMinutes(MostMinutes))
            fault = string.Create(CultureInfo.InvariantCulture, $"the time of {symbol} is more than {MostMinutes} minutes from its arrival");
        else if (!AsciiNumber.TryRead(this[Price], out decimal price) || price == 0 || !KlinePrice.TryScale(price, out _))
            fault = $"the price of {symbol} is not valid";
        else if (!AsciiNumber.TryRead(this[Volume], out long volume) || volume >= DayTotal.MostShares)
            fault = $"the shares of {symbol} are not valid";
        else if (!AsciiNumber.TryRead(this[AccVolume], out long accVolume) || accVolume < volume || accVolume >= DayTotal.MostShares)
            fault = $"the day's shares of {symbol} are not valid";
        else if (!AsciiNumber.TryRead(this[AccValue], out long accValue))
            fault = $"the day's value of {symbol} is not valid";
        else
        {
            return new Tick
            {
                Symbol = symbol,
                Venue = venue,
                Time = time,
                Price = price,
                Volume = volume,
                AccVolume = accVolume,
                AccValue = accValue,
                IsBuy = this[Side] is [(byte)'1'] ? true : this[Side] is [(byte)'5'] ? false : null,
                Change = Signed(this[Change], this[Sign]),
                Ask = Positive(this[Ask]),
                Bid = Positive(this[Bid]),
            };
        }

        return null;
    }

    // Some servers leave the minus out: 4 and 5 are falls by the sign beside it.
    private static decimal? Signed(ReadOnlySpan<byte> text, ReadOnlySpan<byte> sign)
    {
        var isMinus = text is [(byte)'-', ..];
        if (isMinus || text is [(byte)'+', ..])
            text = text[1..];
        if (!AsciiNumber.TryRead(text, out decimal value))
            return null;
        return isMinus || sign is [(byte)'4' or (byte)'5'] ? -value : value;
    }

    private static decimal? Positive(ReadOnlySpan<byte> text) => AsciiNumber.TryRead(text, out decimal value) && value > 0 ? value : null;
}
