namespace Rhetenor.Data.Masters;

/// <summary>Finds unusual content: names that are not valid cp949, and unknown security groups.</summary>
internal static class MasterWarnings
{
    public static IReadOnlyList<MasterWarning> Find(MasterContent content)
    {
        var warnings = new List<MasterWarning>();
        var (table, fields) = (content.Table, content.Ordinals);
        for (var i = 0; i < table.Count; i++)
        {
            if (fields.KoreanName >= 0)
            {
                var name = table.Decode(table.Cell(i, fields.KoreanName), out var valid);
                if (!valid)
                    warnings.Add(new() { ShortCode = table.Text(i, HantooMstSpec.ShortCodeOrdinal), Field = "korean_name", Message = $"'{name}' has bytes that are not valid cp949." });
                else if (name.Any(char.IsControl))
                    warnings.Add(new() { ShortCode = table.Text(i, HantooMstSpec.ShortCodeOrdinal), Field = "korean_name", Message = $"the name has control characters: {Printable(name)}." });
            }

            if (fields.SecurityGroup >= 0 && table.Text(i, fields.SecurityGroup) is var group
                && !HantooMstSpec.KnownSecurityGroups.Contains(group))
            {
                warnings.Add(new() { ShortCode = table.Text(i, HantooMstSpec.ShortCodeOrdinal), Field = HantooMstSpec.SecurityGroup, Message = $"'{group}' is not a known security group." });
            }
        }

        return warnings;
    }

    private static string Printable(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));
}
