using System.Runtime.CompilerServices;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Storage;

/// <summary>Checks options about objects.</summary>
internal static class OptionChecks
{
    private const string Prefix = "one or more segments between '/', such as data/klines: none empty, '.' or '..', no control characters or backslashes";

    extension(OptionCheck check)
    {
        /// <summary>Accepts a valid key prefix.</summary>
        /// <exception cref="ArgumentException">The text is not a valid prefix of a key.</exception>
        public string KeyPrefix(string value, [CallerArgumentExpression(nameof(value))] string name = "") => check.Text(value, IsKey, Prefix, name);

        /// <summary>Accepts the maximum size of an object or array, in bytes.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The number is less than 1, or larger than an array can be.</exception>
        public int ObjectBytes(int value, [CallerArgumentExpression(nameof(value))] string name = "") => check.Within(value, 1, Array.MaxLength, name);
    }

    private static bool IsKey(string text)
    {
        try
        {
            ObjectKey.Require(text);
            return true;
        }
        catch (ObjectStoreException)
        {
            return false;
        }
    }
}
