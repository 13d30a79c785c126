using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Rhetenor.Data.Tests;

public sealed class KeyRulesTests
{
    [Fact]
    public void Key_order_is_the_order_of_UTF8_bytes_for_any_text()
    {
        var text = Gen.Elements("a", "b", "/", ".", "é", "한", "\uD7FF", "\uE000", "\uFFFD", "😀", "\U00010000").ArrayOf().Select(string.Concat);
        Prop.ForAll(text.Two().ToArbitrary(), pair =>
        {
            var expected = Encoding.UTF8.GetBytes(pair.Item1).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(pair.Item2));
            return Math.Sign(expected) == Math.Sign(KeyOrder.Instance.Compare(pair.Item1, pair.Item2));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Ordinal_order_of_strings_would_be_another()
    {
        Assert.True(string.CompareOrdinal("😀", "\uE000") < 0);
        Assert.True(KeyOrder.Instance.Compare("😀", "\uE000") > 0);
    }

    [Theory]
    [InlineData("CON")]
    [InlineData("a/nul.txt")]
    [InlineData("com1/b")]
    [InlineData("a/LPT9.x.y")]
    [InlineData("a/COM¹")]
    [InlineData("con .txt")]
    [InlineData("a.")]
    [InlineData("a /b")]
    [InlineData("a<b")]
    [InlineData("a:b")]
    [InlineData("a\"b")]
    [InlineData("a|b")]
    [InlineData("what?")]
    [InlineData("*")]
    [InlineData(".tmp/a")]
    [InlineData(".TMP/a")]
    [InlineData(".tmp")]
    public async Task J8_names_that_some_system_cannot_keep_are_refused_by_a_folder_everywhere(string key)
    {
        using var folder = new TemporaryFolder();
        var store = new DirectoryObjectStore(Path.Join(folder.Path, "store"));
        await store.PutIfAbsentAsync(key, "x".Bytes()).FailsAsync(ObjectStoreError.InvalidKey);
        await store.OpenReadAsync(key).FailsAsync(ObjectStoreError.InvalidKey);
        Assert.False(Directory.Exists(Path.Join(folder.Path, "store")));
    }

    [Theory]
    [InlineData("context/console.txt")]
    [InlineData("com10/null")]
    [InlineData("a/.tmp/b")]
    [InlineData("tmp/.temp")]
    public async Task Names_that_only_look_reserved_are_kept(string key)
    {
        using var folder = new TemporaryFolder();
        var store = new DirectoryObjectStore(folder.Path);
        Assert.Equal(PutOutcome.Created, await store.PutIfAbsentAsync(key, "x".Bytes()));
        Assert.Equal([key], await store.KeysAsync(""));
    }

    [Fact]
    public async Task J9_a_segment_of_255_bytes_is_kept_and_one_of_256_refused()
    {
        using var folder = new TemporaryFolder();
        var store = new DirectoryObjectStore(folder.Path);
        var longest = new string('한', 85);
        Assert.Equal(PutOutcome.Created, await store.PutIfAbsentAsync("a/" + longest, "x".Bytes()));
        await store.PutIfAbsentAsync($"a/{longest}x", "x".Bytes()).FailsAsync(ObjectStoreError.InvalidKey);
    }
}
