namespace Rhetenor.Data.Tests.Masters;

/// <summary>Files that DWS serves beside the masters.</summary>
public sealed class CompanionTests
{
    [RealDataFact]
    public void Real_files_match_their_layouts()
    {
        var indexes = Open("20260724_idxcode.mst", CompanionLayout.Indexes);
        Assert.Equal((491, "0", "0001", "종합"), (indexes.Count, indexes[0]["division"], indexes[0]["code"], indexes[0]["korean_name"]));
        var themes = Open("20220713_theme_code.mst.zip", CompanionLayout.Themes);
        Assert.Equal((5_189, "117730"), (themes.Count, themes[0]["short_code"]));
        Assert.All(themes, row => Assert.Equal("", row["filler"]));
        var derivatives = Open("20251223_fo_idx_code_mts.mst", CompanionLayout.IndexDerivatives);
        Assert.Equal((3_989, "A01603", "KOSPI200"), (derivatives.Count, derivatives[0]["short_code"], derivatives[0]["underlying_name"]));
        Assert.All(derivatives, row => Assert.Equal(12, row["standard_code"].Length));
        Assert.All(new[] { indexes, themes, derivatives }, file => Assert.True(file.Layout.IsObserved));
    }

    [RealDataFact]
    public void Sectors_of_the_masters_have_names_and_Nextrade_has_the_records_of_the_masters()
    {
        var names = Open("20260724_idxcode.mst", CompanionLayout.Indexes).Where(row => row["division"] == "0").ToDictionary(row => row["code"], row => row["korean_name"]);
        var samsung = MasterFile.Open(PathOf("20260403_kospi_code.mst.zip"), HantooMstSpec.Kospi)["005930"];
        Assert.True(names.ContainsKey(samsung["sector_large"]), samsung["sector_large"]);
        Assert.Equal(358, MasterFile.Open(PathOf("20260611_nxt_kospi_code.mst"), HantooMstSpec.Kospi).Count);
        Assert.Empty(MasterChange.Resets(MasterFile.Open(PathOf("20260611_nxt_kosdaq_code.mst"), HantooMstSpec.Kosdaq), MasterFile.Open(PathOf("20260611_nxt_kospi_code.mst"), HantooMstSpec.Kospi)));
    }

    [Fact]
    public void Layouts_have_the_documented_widths() => Assert.Equal(
        [45, 52, 270, 106, 26], ((CompanionLayout[])[CompanionLayout.Indexes, CompanionLayout.Themes, CompanionLayout.Warrants, CompanionLayout.Bonds, CompanionLayout.MemberFirms]).Select(layout => layout.Fields.Sum(field => field.Width)));

    [Theory]
    [InlineData("00001A", "'idxcode.mst.zip' does not match its layout in line 1: expected 45 bytes, found 6.")]
    [InlineData("", "an empty file")]
    public void A_drift_is_an_error_that_names_the_line(string text, string message) => Assert.Contains(
        message, Assert.Throws<MstFormatException>(() => CompanionFile.Read(Cp949.Encoding.GetBytes(text), CompanionLayout.Indexes)).Message, StringComparison.Ordinal);

    [Fact]
    public void Columns_of_other_files_are_given_as_data()
    {
        var layout = new CompanionLayout("own", [new("code", 0), new("name", 0)]) { Separator = '|' };
        var file = CompanionFile.Read(Cp949.Encoding.GetBytes("1|똠방각하\r\n2| x \n"), layout);
        Assert.Equal(["똠방각하", "x"], file.Select(row => row["name"]));
        Assert.Contains("line 1: expected 2 columns, found 3", Assert.Throws<MstFormatException>(() => CompanionFile.Read("1|2|3"u8, layout)).Message, StringComparison.Ordinal);
        Assert.Equal(24, CompanionLayout.Overseas("nas").Fields.Count);
    }

    private static string PathOf(string name) => Path.Join(RealData.Folder, "mst", name);

    private static CompanionFile Open(string name, CompanionLayout layout) => CompanionFile.Open(PathOf(name), layout);
}
