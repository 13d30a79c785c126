using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data;

public sealed partial class HantooClient
{
    private const string ActionFolder = "/uapi/domestic-stock/v1/ksdinfo/";
    private const int MostActionPages = 1_000;

    /// <summary>Gets the rows of a list of the Korea Securities Depository (예탁원정보) with record dates in a range, all pages.</summary>
    /// <param name="kind">The list.</param>
    /// <param name="name">The list's name in the address.</param>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="cancellationToken">Cancels waiting and sending.</param>
    /// <returns>The rows as sent, and the number of pages.</returns>
    /// <exception cref="HantooException">KIS did not give a usable answer, the environment is paper trading, or the token cache is unsafe.</exception>
    internal async Task<(IReadOnlyList<string> Rows, int Pages)> GetActionsAsync(
        CorporateActionKind kind, string name, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        var (trId, extra) = ServiceOf(kind);
        RequireProduction(trId, "lists of corporate actions");
        var path = HantooCall.Path($"{ActionFolder}{name}", [("CTS", ""), ("F_DT", from.ToDigits()), ("T_DT", to.ToDigits()), ("SHT_CD", ""), .. extra]);
        var (rows, pages) = (new List<string>(), new HantooPages());
        for (var (page, last) = (1, (IReadOnlyList<string>)[]); ; page++)
        {
            var call = new HantooCall(HttpMethod.Get, trId, path) { Continuation = page == 1 ? "" : "N", Pages = pages };
            var reply = await _channel.CallAsync(call, ActionReply.Parse, cancellationToken).ConfigureAwait(false);
            rows.AddRange(reply.Rows);
            if (!reply.HasMore)
                return (rows, page);

            // A page that repeats would repeat forever, and what follows it would be missing.
            if (reply.Rows.Count == 0 || reply.Rows.SequenceEqual(last) || page == MostActionPages)
                throw new HantooException(HantooError.UnexpectedReply, $"KIS {trId} announces further pages, and page {page} is empty, repeats, or is one of too many.") { TrId = trId };
            last = reply.Rows;
        }
    }

    private static (string TrId, (string Name, string Value)[] Extra) ServiceOf(CorporateActionKind kind) => kind switch
    {
        CorporateActionKind.ParValue => ("HHKDB669105C0", [("MARKET_GB", "0")]),
        CorporateActionKind.Bonus => ("HHKDB669101C0", []),
        CorporateActionKind.Rights => ("HHKDB669100C0", [("GB1", "2")]),
        CorporateActionKind.Dividend => ("HHKDB669102C0", [("GB1", "0"), ("HIGH_GB", "")]),
        CorporateActionKind.Reduction => ("HHKDB669106C0", []),
        CorporateActionKind.Merger => ("HHKDB669104C0", []),
        _ => ("HHKDB669107C0", []),
    };
}
