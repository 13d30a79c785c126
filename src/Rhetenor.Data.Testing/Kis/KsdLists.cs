using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>Answers with the lists of corporate actions, by record date, twenty rows a page. Dates have several forms, numbers are padded, and
/// instruments that are not listed are among the rows.</summary>
internal sealed class KsdLists(KisTruth truth)
{
    private const int PageRows = 20, DaysAhead = 30, DaysUntilListing = 21, DaysUntilDecided = 45;
    private const decimal Hundred = 100;

    public SimulatedReply Page(KisService service, string code, DateOnly from, DateOnly to, int page, DateTimeOffset now)
    {
        var today = KoreaTime.DateOf(now);
        var name = service.Path[(service.Path.LastIndexOf('/') + 1)..];
        var rows = truth.Options.Events.Where(one => (code.Length == 0 || one.Code == code) && truth.IsListed(Venue.Krx, one.ExDate, one.Code) && one.ExDate.AddDays(-DaysAhead) <= today)
            .Select(one => (Date: RecordDate(one), Fields: Row(name, one, today))).Where(row => row.Fields.Count > 0)
            .Concat(code.Length > 0 ? [] : Unlisted(name, from, to))
            .Where(row => row.Date >= from && row.Date <= to).OrderByDescending(row => row.Date).ToList();
        var more = rows.Count > (page + 1) * PageRows;
        return KisErrors.Json(HttpStatusCode.OK, Write(rows.Skip(page * PageRows).Take(PageRows).Select(row => row.Fields))).WithHeader("tr_cont", more ? "M" : "D");
    }

    private static byte[] Write(IEnumerable<List<(string Name, string Value)>> rows)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, KisJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("output1");
            foreach (var row in rows)
            {
                writer.WriteStartObject();
                foreach (var (name, value) in row)
                    writer.WriteString(name, value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("rt_cd", "0");
            writer.WriteString("msg_cd", "MCA00000");
            writer.WriteString("msg1", "정상처리 되었습니다.");
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    // Shares whose number changes are not traded from the record date on, the others are registered a session after the ex-date, or at the end
    // of the year.
    private DateOnly RecordDate(CapitalEvent one)
    {
        if (one.Kind is CapitalEventKind.Split or CapitalEventKind.Consolidation or CapitalEventKind.Reduction or CapitalEventKind.AuctionBase)
            return truth.PreviousSession(one.ExDate);
        var next = NextSession(one.ExDate);
        return NextSession(next).Year > next.Year ? new DateOnly(next.Year, 12, 31) : next;
    }

    private DateOnly NextSession(DateOnly date)
    {
        do
            date = date.AddDays(1);
        while (!truth.IsSession(date));
        return date;
    }

    private List<(string Name, string Value)> Row(string list, CapitalEvent one, DateOnly today) => (list, one.Kind) switch
    {
        ("rev-split", CapitalEventKind.Split or CapitalEventKind.Consolidation) =>
        [
            .. Head(one), ("inter_bf_face_amt", Padded(one.Factor < 1 ? Hundred / one.Factor : Hundred)), ("inter_af_face_amt", Padded(one.Factor < 1 ? Hundred : Hundred * one.Factor)),
            ("td_stop_dt", Halt(one)), ("list_dt", Slashes(one.ExDate)),
        ],
        ("bonus-issue", CapitalEventKind.Bonus) =>
        [
            .. Head(one), ("fix_rate", Spaced(Rate(one) * Hundred)), ("odd_rec_price", Padded(0)), ("right_dt", Slashes(one.ExDate)), ("odd_pay_dt", ""), ("list_date", Slashes(one.ExDate.AddDays(DaysUntilListing))),
            ("tot_issue_stk_qty", Padded(10_000_000 * (1 + Rate(one)))), ("issue_stk_qty", Padded(10_000_000 * Rate(one))), ("stk_kind", "보통"),
        ],
        ("paidin-capin", CapitalEventKind.Rights) =>
        [
            .. Head(one), ("tot_issue_stk_qty", Padded(10_000_000 * (1 + Rate(one)))), ("issue_stk_qty", Padded(10_000_000 * Rate(one))), ("fix_rate", Spaced(Rate(one) * Hundred)), ("disc_rate", Spaced(25)),
            ("fix_price", Padded(IssuePrice(one))), ("right_dt", Digits(one.ExDate)), ("sub_term_ft", ""), ("sub_term", ""), ("list_date", Slashes(one.ExDate.AddDays(DaysUntilListing))), ("stk_kind", "보통"),
        ],
        ("dividend", CapitalEventKind.Dividend) =>
        [
            .. Head(one), ("divi_kind", "결산"), ("face_val", Padded(Hundred)), ("per_sto_divi_amt", Padded(one.ExDate.AddDays(DaysUntilDecided) <= today ? one.Dividend : 0)), ("divi_rate", Spaced(0)), ("stk_divi_rate", Spaced(0)),
            ("divi_pay_dt", one.ExDate.AddDays(DaysUntilDecided) <= today ? Slashes(one.ExDate.AddDays(2 * DaysUntilDecided)) : "          "), ("stk_div_pay_dt", ""), ("odd_pay_dt", ""), ("stk_kind", "보통"), ("high_divi_gb", "N"),
        ],
        ("cap-dcrs", CapitalEventKind.Reduction) =>
        [
            .. Head(one), ("stk_kind", "보통"), ("reduce_cap_type", "무상감자"), ("reduce_cap_rate", (1 / one.Factor).ToString("0.00", CultureInfo.InvariantCulture).PadLeft(5)), ("comp_way", "곱하기"),
            ("td_stop_dt", Halt(one)), ("list_dt", Slashes(one.ExDate)),
        ],
        ("merger-split", CapitalEventKind.AuctionBase) =>
        [
            .. Head(one), ("opp_cust_cd", ""), ("opp_cust_nm", ""), ("cust_cd", one.Code), ("cust_nm", truth.Find(one.Code)!.Name), ("merge_type", "분할"), ("merge_rate", "1 : 0.4217"), ("td_stop_dt", Halt(one)),
            ("list_dt", Slashes(one.ExDate)), ("odd_amt_pay_dt", ""), ("tot_issue_stk_qty", Padded(0)), ("issue_stk_qty", Padded(0)), ("seq", "1"),
        ],
        ("list-info", CapitalEventKind.Bonus or CapitalEventKind.Rights) =>
        [
            .. Head(one), ("list_dt", Slashes(one.ExDate.AddDays(DaysUntilListing))), ("issue_type", one.Kind == CapitalEventKind.Bonus ? "무상증자" : "유상증자"), ("issue_stk_qty", Padded(10_000_000 * Rate(one))),
            ("tot_issue_stk_qty", Padded(10_000_000 * (1 + Rate(one)))), ("issue_price", Padded(one.Kind == CapitalEventKind.Bonus ? 0 : IssuePrice(one))),
        ],
        _ => [],
    };

    // A company of the K-OTC market has rows in every third month.
    private static IEnumerable<(DateOnly Date, List<(string Name, string Value)> Fields)> Unlisted(string list, DateOnly from, DateOnly to)
    {
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
        {
            if (month.Month % 3 == 0)
                yield return (month.AddDays(14), [("record_date", Digits(month.AddDays(14))), ("sht_cd", "ZZ9999"), ("isin_name", "비상장기업"), ("right_dt", Digits(month.AddDays(13))), ("list_dt", "0000/00/00"), ("list_date", ""), ("fix_rate", Spaced(10)), ("per_sto_divi_amt", Padded(50))]);
        }
    }

    private List<(string Name, string Value)> Head(CapitalEvent one) =>
        [("record_date", Digits(RecordDate(one))), ("sht_cd", one.Code.PadRight(9)), ("isin_name", truth.Find(one.Code)!.Name)];

    // Half of the lists leave the year out.
    private string Halt(CapitalEvent one)
    {
        var (first, last) = (truth.PreviousSession(one.ExDate), truth.PreviousSession(one.ExDate));
        if (truth.KindOn(truth.Find(one.Code)!, last) != KisSymbolKind.Halted)
            return "";
        while (truth.KindOn(truth.Find(one.Code)!, truth.PreviousSession(first)) == KisSymbolKind.Halted)
            first = truth.PreviousSession(first);
        return one.Kind == CapitalEventKind.Split ? Fields.Text($"{first:MM}/{first:dd}~{last:MM}/{last:dd}") : $"{Slashes(first)}~{Slashes(last)}";
    }

    private static decimal Rate(CapitalEvent one) => one.Kind == CapitalEventKind.Bonus ? (1 / one.Factor) - 1 : Math.Max(0.2m, Math.Round(2 * ((1 / one.Factor) - 1), 2));

    // The price that leads to the base price: (P + issue price × rate) ÷ (1 + rate).
    private decimal IssuePrice(CapitalEvent one) => Math.Round(truth.PreviousClose(one.ExDate, one.Code) * ((one.Factor * (1 + Rate(one))) - 1) / Rate(one));

    private static string Digits(DateOnly date) => Fields.Date(date);

    private static string Slashes(DateOnly date) => Fields.Text($"{date:yyyy}/{date:MM}/{date:dd}");

    private static string Padded(decimal number) => Math.Round(number).ToString("000000000000", CultureInfo.InvariantCulture);

    private static string Spaced(decimal number) => number.ToString("0.00", CultureInfo.InvariantCulture).PadLeft(12);
}
