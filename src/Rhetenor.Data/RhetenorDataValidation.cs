using Microsoft.Extensions.Options;

namespace Rhetenor.Data;

/// <summary>Validates the options of registered services.</summary>
internal sealed class RhetenorDataValidation : IValidateOptions<RhetenorDataOptions>
{
    public ValidateOptionsResult Validate(string? name, RhetenorDataOptions options)
    {
        try
        {
            options.Checked();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException exception)
        {
            return ValidateOptionsResult.Fail(exception.Message);
        }
    }
}
