namespace Rhetenor.Data.Testing;

/// <summary>A scripted fault that has not, or not often enough, been met.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Times">How many more requests it is meant for.</param>
public sealed record ScriptedFault(HttpFault Fault, int Times);
