using System.Runtime.CompilerServices;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Storage;

/// <summary>Checks of options that name objects.</summary>
internal static class OptionChecks
{
    private const string Prefix = "one or more segments between '/', such as data/klines: none empty, '.' or '..', no control characters or backslashes";

    extension(OptionCheck check)
    {
        /// <summary>Accepts the first part of keys.</summary>
        /// <exception cref="ArgumentException">No store could keep an object below it.</exception>
        public string KeyPrefix(string value, [CallerArgumentExpression(nameof(value))] string name = "") => check.Text(value, IsKey, Prefix, name);

        /// <summary>Accepts the largest number of bytes that one object, or one array, may have.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The number is less than 1, or more than an array can hold.</exception>
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
