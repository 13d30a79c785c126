using Rhetenor.Data.Format;

namespace Rhetenor.Data.Victim;

/// <summary>Reads a kline object in a process of its own, whose heap a test has limited.</summary>
internal static class Unpacking
{
    public static Ended Run(string path)
    {
        try
        {
            _ = KlineCodec.Unpack(File.ReadAllBytes(path));
            return Ended.Complete;
        }
        catch (RhetenorException)
        {
            return Ended.Failed;
        }
    }
}
