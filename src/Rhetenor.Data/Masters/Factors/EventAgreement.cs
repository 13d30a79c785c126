namespace Rhetenor.Data;

/// <summary>The result of a comparison of the witnesses of an event.</summary>
public enum EventAgreement
{
    /// <summary>Two or three witnesses agree on the day and the factor.</summary>
    Agreed,

    /// <summary>One witness shows the event, and the others have nothing about its day.</summary>
    OneWitness,

    /// <summary>Two witnesses contradict each other: <see cref="ComparedEvent.Contradiction"/> names them.</summary>
    Contradicted,
}
