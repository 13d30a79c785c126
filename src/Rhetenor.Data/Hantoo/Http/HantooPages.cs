namespace Rhetenor.Data.Hantoo;

/// <summary>The pages of one list. They are requested with one app key.</summary>
internal sealed class HantooPages
{
    /// <summary>Gets or sets the key of a fleet that gave the first page; null before.</summary>
    public FleetKey? Key { get; set; }
}
