using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.House;

/// <summary>The rooms of the library and the order in which they use each other, as docs/ARCHITECTURE.md lists them.</summary>
public sealed class RoomTests(ITestOutputHelper output)
{
    // The rows of the table of rooms, from the top: a room may use those above it. The root folder comes last.
    private static readonly List<string> Rooms =
        [.. Regex.Matches(Repository.Read("docs/ARCHITECTURE.md"), @"^\| `(\w+)/` \|", RegexOptions.Multiline).Select(row => row.Groups[1].Value), ""];

    // A file is read as a whole. The median of the package for Parquet is a little above that of the others.
    [Theory]
    [InlineData("src/Rhetenor.Data", 60)]
    [InlineData("src/Rhetenor.Data.Parquet", 65)]
    [InlineData("src/Rhetenor.Data.Testing", 60)]
    public void Files_are_small(string package, int median)
    {
        var lines = Repository.Sources(package).Select(path => (Path: path, Lines: Repository.Read(path).Count(character => character == '\n'))).OrderBy(file => file.Lines).ToList();
        Assert.InRange(lines[lines.Count / 2].Lines, 1, median);
        Assert.DoesNotContain(lines, file => file.Lines > 300);
    }

    [Fact]
    public void Every_folder_is_a_room_and_every_room_a_folder() => Assert.Equal(
        Rooms.Order(StringComparer.Ordinal),
        Repository.Sources("src/Rhetenor.Data").Select(path => SourceGraph.RoomOf(path["src/Rhetenor.Data/".Length..])).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_room_uses_only_rooms_above_it()
    {
        foreach (var ((from, to), files) in SourceGraph.Library.RoomUses.OrderBy(use => Rooms.IndexOf(use.Rooms.From)).ThenBy(use => Rooms.IndexOf(use.Rooms.To)))
            output.WriteLine($"{Named(from)} -> {Named(to)}: {files}");
        Assert.True(SourceGraph.Library.Uses.Count > 1_000, "the sources were not understood");
        Assert.Equal(0, SourceGraph.Library.Unknown);
        Assert.Empty(SourceGraph.Library.Uses
            .Where(use => Rooms.IndexOf(SourceGraph.RoomOf(use.From)) < Rooms.IndexOf(SourceGraph.RoomOf(use.To)))
            .Select(use => $"{use.From} -> {use.To}"));
    }

    [Fact]
    public void No_circle_of_files_is_longer_than_a_type_and_its_helper()
    {
        var circles = SourceGraph.Library.Circles();
        foreach (var circle in circles)
            output.WriteLine(string.Join(" <-> ", circle));
        Assert.Empty(circles.Where(circle => circle.Count > 2).Select(circle => string.Join(" <-> ", circle)));
    }

    [Fact]
    public void Internal_types_have_the_namespace_of_their_room_and_public_ones_that_of_the_library()
    {
        var types = typeof(MasterDownloader).Assembly.GetTypes()
            .Where(type => !type.IsNested && type.Namespace?.StartsWith("Rhetenor.Data", StringComparison.Ordinal) == true).ToList();
        Assert.All(types.Where(type => type.IsPublic), type => Assert.Equal("Rhetenor.Data", type.Namespace));
        foreach (var path in Repository.Sources("src/Rhetenor.Data"))
        {
            var room = SourceGraph.RoomOf(path["src/Rhetenor.Data/".Length..]);
            var space = Regex.Match(Repository.Read(path), @"^namespace ([\w.]+);", RegexOptions.Multiline).Groups[1].Value;
            Assert.True(space == "Rhetenor.Data" || space == $"Rhetenor.Data.{room}", $"{path} is in {space}");
            if (space == "Rhetenor.Data")
                Assert.True(room == "" || Regex.IsMatch(Repository.Read(path), @"^public ", RegexOptions.Multiline), $"{path} has nothing public");
        }
    }

    [Fact]
    public void The_parquet_package_has_the_same_order()
    {
        // Records, then what writes and reads files, then the doors.
        List<string> rooms = ["Publications", "Datasets", ""];
        var graph = SourceGraph.Parquet;
        Assert.True(graph.Uses.Count > 50, "the sources were not understood");
        Assert.Equal(0, graph.Unknown);
        Assert.Empty(graph.Uses.Where(use => rooms.IndexOf(SourceGraph.RoomOf(use.From)) < rooms.IndexOf(SourceGraph.RoomOf(use.To))).Select(use => $"{use.From} -> {use.To}"));
        Assert.Empty(graph.Circles().Where(circle => circle.Count > 2).Select(circle => string.Join(" <-> ", circle)));
        foreach (var path in Repository.Sources("src/Rhetenor.Data.Parquet"))
        {
            var room = SourceGraph.RoomOf(path["src/Rhetenor.Data.Parquet/".Length..]);
            Assert.Contains(room, rooms);
            Assert.Contains($"namespace Rhetenor.Data{(room == "Datasets" ? ".Datasets" : "")};", Repository.Read(path), StringComparison.Ordinal);
        }
    }

    private static string Named(string room) => room.Length == 0 ? "(root)" : room;
}
