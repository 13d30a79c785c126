namespace Rhetenor.Data.Hantoo;

/// <summary>The pages of one list. They are requested with one app key.</summary>
internal sealed class HantooPages
{
    /// <summary>Gets or sets the number of the key of a fleet that gave the first page; null before.</summary>
    public int? Key { get; set; }
}
