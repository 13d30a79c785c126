using System.Collections.Frozen;

namespace Rhetenor.Data.Testing;

/// <summary>Provides the value of each field of a record by the field's name. Unknown fields are filled by their kind.</summary>
internal static class FieldValues
{
    private static readonly FrozenDictionary<string, Func<Issue, MstField, string>> ByName =
        HeadValues.Rows.Concat(FlagValues.Rows).Concat(TradingValues.Rows).Concat(FinancialValues.Rows)
            .ToFrozenDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);

    public static string Of(Issue issue, MstField field) =>
        ByName.TryGetValue(field.Name, out var value) ? value(issue, field) : Unknown(issue, field);

    private static string Unknown(Issue issue, MstField field) => field.Kind switch
    {
        MstFieldKind.Flag => Fields.Flag(issue.Fixed.Chance(field.Name, 50)),
        MstFieldKind.Date => Fields.Date(issue.Listed),
        MstFieldKind.PeriodEnd => issue.Financials?.PeriodEnd ?? "",
        MstFieldKind.DecimalNumber => Fields.Decimal(0, field.Width),
        MstFieldKind.Number or MstFieldKind.TruncatedNumber or MstFieldKind.Code => new string('0', field.Width),
        _ => "",
    };
}
