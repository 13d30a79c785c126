namespace Rhetenor.Data.Storage;

/// <summary>The bytes of a body whose length is announced, or guessed.</summary>
internal sealed class BodyBuffer(int expected)
{
    /// <summary>What has come, in its first <see cref="Length"/> bytes.</summary>
    /// <remarks>It has room for one byte more than expected: that is how a longer body is noticed.</remarks>
    public byte[] Buffer { get; private set; } = GC.AllocateUninitializedArray<byte>(expected + 1);

    /// <summary>How much has come.</summary>
    public int Length { get; private set; }

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (Length == Buffer.Length)
            {
                var larger = GC.AllocateUninitializedArray<byte>(checked(Buffer.Length * 2));
                Buffer.AsSpan(0, Length).CopyTo(larger);
                Buffer = larger;
            }

            return Buffer.AsMemory(Length);
        }
    }

    /// <summary>Counts bytes written to <see cref="Free"/>.</summary>
    public void Add(int count) => Length += count;
}
