namespace Rhetenor.Data.Testing;

/// <summary>A scripted fault that has not occurred yet, or not often enough.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Times">The number of further requests that will meet it.</param>
public sealed record ScriptedFault(HttpFault Fault, int Times);
