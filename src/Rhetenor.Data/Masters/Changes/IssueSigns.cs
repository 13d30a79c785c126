namespace Rhetenor.Data.Masters;

/// <summary>The codes of a record that announce a reset of the base price. Each is set on one day only.</summary>
/// <param name="ParValueChange"><c>par_value_change</c>: 01 split, 02 consolidation.</param>
/// <param name="CapitalIncrease"><c>capital_increase</c>: 01 rights, 02 bonus, 03 both.</param>
/// <param name="ExType"><c>ex_type</c>: 01, 04, 06 and 07 include rights; the others are dividends and distributions.</param>
internal readonly record struct IssueSigns(string ParValueChange, string CapitalIncrease, string ExType)
{
    public bool IsParChange => ParValueChange is "01" or "02";

    public bool IsBonus => CapitalIncrease is "02";

    public bool IsRightsAndBonus => CapitalIncrease is "03";

    public bool IsRights => CapitalIncrease is "01" || IsRightsAndBonus || ExType is "01" or "04" or "06" or "07";

    public bool IsAny => Announced is not null;

    /// <summary>Gets the kind of event that the codes announce; null for none.</summary>
    public MasterChangeKind? Announced => this switch
    {
        { ParValueChange: "01" } => MasterChangeKind.Split,
        { ParValueChange: "02" } => MasterChangeKind.Consolidation,
        { IsBonus: true } => MasterChangeKind.Bonus,
        { IsRights: true } => MasterChangeKind.Rights,
        _ => null,
    };

    public static IssueSigns Of(MasterRecord record) =>
        new(record.TextOrEmpty("par_value_change"), record.TextOrEmpty("capital_increase"), record.TextOrEmpty("ex_type"));

    public override string ToString() => $"par_value_change {ParValueChange}, capital_increase {CapitalIncrease}, ex_type {ExType}";
}
