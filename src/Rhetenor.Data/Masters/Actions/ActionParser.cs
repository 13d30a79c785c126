using System.Text.Json;

namespace Rhetenor.Data.Masters;

/// <summary>Parses the rows of a list of corporate actions. Pure.</summary>
internal static class ActionParser
{
    private const decimal Percent = 100;

    /// <summary>Parses one row.</summary>
    /// <param name="kind">The list.</param>
    /// <param name="json">The row.</param>
    /// <param name="problems">Receives what cannot be read.</param>
    /// <returns>The action; null when the row has no code, or no date.</returns>
    public static CorporateAction? Parse(CorporateActionKind kind, string json, List<string> problems)
    {
        ActionFields? row = null;
        try
        {
            row = ActionFields.Read(json);
        }
        catch (JsonException)
        {
            // The line of a stored object was changed.
        }

        if (row is null)
        {
            problems.Add("the row is not an object with texts.");
            return null;
        }

        var listed = row.Date(kind is CorporateActionKind.Bonus or CorporateActionKind.Rights ? "list_date" : "list_dt");
        var action = (row.Date("record_date") ?? listed) is { } date ? new CorporateAction(kind, CodeOf(row), row["isin_name"], date) : null;
        if (action is null)
            row.Problems.Add("it has no date.");
        if (CodeOf(row).Length == 0)
            row.Problems.Add("it has no code.");
        action = action is { Code.Length: > 0 } ? WithValues(action with { ListingDate = listed }, row) with { Fields = row.All } : null;
        problems.AddRange(row.Problems.Select(problem => $"{ActionKey.NameOf(kind)} '{row["sht_cd"]}' {row["isin_name"]} {row["record_date"]}: {problem}"));
        return action;
    }

    private static CorporateAction WithValues(CorporateAction action, ActionFields row) => action.Kind switch
    {
        CorporateActionKind.ParValue => action with
        {
            ParBefore = row.Number("inter_bf_face_amt"),
            ParAfter = row.Number("inter_af_face_amt"),
            Halt = row.Range("td_stop_dt", action.Date),
        },
        CorporateActionKind.Bonus => action with { Ratio = row.Number("fix_rate") / Percent, ExDate = row.Date("right_dt"), SharesIssued = row.Count("issue_stk_qty") },
        CorporateActionKind.Rights => action with
        {
            Ratio = row.Number("fix_rate") / Percent,
            ExDate = row.Date("right_dt"),
            IssuePrice = row.Number("fix_price"),
            SharesIssued = row.Count("issue_stk_qty"),
        },
        CorporateActionKind.Dividend => action with { Dividend = row.Number("per_sto_divi_amt"), Ratio = row.Number("stk_divi_rate") / Percent, PaymentDate = row.Date("divi_pay_dt") },
        CorporateActionKind.Reduction => action with { Ratio = row.Number("reduce_cap_rate"), Halt = row.Range("td_stop_dt", action.Date) },
        CorporateActionKind.Merger => action with { Halt = row.Range("td_stop_dt", action.Date), SharesIssued = row.Count("issue_stk_qty") },
        _ => action with { IssuePrice = row.Number("issue_price"), SharesIssued = row.Count("issue_stk_qty") },
    };

    // The exchange's prefix of short codes is A.
    private static string CodeOf(ActionFields row)
    {
        var code = row["sht_cd"] is { Length: > 0 } text ? text : row["cust_cd"];
        return code is ['A', .. { Length: 6 } rest] ? rest : code;
    }
}
