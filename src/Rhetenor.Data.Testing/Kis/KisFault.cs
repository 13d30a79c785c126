namespace Rhetenor.Data.Testing;

/// <summary>Faults in the answers of KIS, for a <see cref="FaultScript"/>, in addition to those of
/// <see cref="HttpFault"/>.</summary>
/// <remarks>Faults that change rows leave answers without rows, such as refusals, unchanged.</remarks>
public static class KisFault
{
    /// <summary>Refuses the call as one of too many requests in a second: EGW00201.</summary>
    /// <param name="status">The HTTP status: 500 or 200, which both occur.</param>
    public static HttpFault RateLimited(int status = 500) => Code("EGW00201", status: status);

    /// <summary>Refuses the token as expired: EGW00123.</summary>
    /// <param name="status">The HTTP status: 500 or 200, which both occur.</param>
    public static HttpFault ExpiredToken(int status = 500) => Code("EGW00123", status: status);

    /// <summary>Refuses a token requested too soon after the last one: EGW00133, in the form of token refusals.</summary>
    public static HttpFault TokenTooSoon() => new KisTokenRefusal("EGW00133");

    /// <summary>Refuses the call with a given code.</summary>
    /// <param name="code">The value of <c>msg_cd</c>.</param>
    /// <param name="message">The value of <c>msg1</c>; null for the usual text of the code, or the code itself.</param>
    /// <param name="status">The HTTP status.</param>
    public static HttpFault Code(string code, string? message = null, int status = 200) => new KisRefusal(code, message, status);

    /// <summary>Removes <c>rt_cd</c> from the answer.</summary>
    public static HttpFault WithoutResultCode() => new KisBodyFault(KisBodyDefect.NoResultCode);

    /// <summary>Sets <c>output2</c> to null.</summary>
    public static HttpFault RowsNull() => new KisBodyFault(KisBodyDefect.RowsNull);

    /// <summary>Sets <c>output2</c> to an object.</summary>
    public static HttpFault RowsObject() => new KisBodyFault(KisBodyDefect.RowsObject);

    /// <summary>Removes <c>output2</c>.</summary>
    public static HttpFault RowsMissing() => new KisBodyFault(KisBodyDefect.RowsMissing);

    /// <summary>Removes all rows of the page.</summary>
    public static HttpFault EmptyPage() => FirstRows(0);

    /// <summary>Keeps only the first rows of the page.</summary>
    public static HttpFault FirstRows(int count) => new KisRowsFault(KisRowsDefect.FirstOnly, "", "", count);

    /// <summary>Removes the first rows of the page: the newest ones, as an answer from before them.</summary>
    public static HttpFault WithoutNewest(int count) => new KisRowsFault(KisRowsDefect.FirstMissing, "", "", count);

    /// <summary>Reorders the rows, in the same way for the same number of rows.</summary>
    public static HttpFault OutOfOrder() => new KisRowsFault(KisRowsDefect.Shuffled, "", "", 0);

    /// <summary>Repeats the first rows, each directly after itself.</summary>
    public static HttpFault Duplicates(int count = 3) => new KisRowsFault(KisRowsDefect.Doubled, "", "", count);

    /// <summary>Removes the row of one minute.</summary>
    public static HttpFault WithoutMinute(TimeOnly minute) => new KisRowsFault(KisRowsDefect.Without, "stck_cntg_hour", Fields.Text($"{minute:HHmm}00"), 0);

    /// <summary>Sets a field of every row to another value, such as a blank or a word in place of a number.</summary>
    public static HttpFault RowField(string name, string value) => new KisRowsFault(KisRowsDefect.FieldSet, name, value, 0);

    /// <summary>Sets the date of every row.</summary>
    public static HttpFault RowsDated(DateOnly date) => RowField("stck_bsop_date", Fields.Date(date));

    /// <summary>Answers with the data of another symbol. Rows do not contain their symbol.</summary>
    public static HttpFault OtherSymbol(string code) => new KisQueryFault("FID_INPUT_ISCD", code);

    /// <summary>Answers with the data of another venue.</summary>
    public static HttpFault OtherVenue(Venue venue) => new KisQueryFault("FID_COND_MRKT_DIV_CODE", venue.ToCode());

    /// <summary>Answers every request as if for the same time. Script it for several requests.</summary>
    public static HttpFault StuckCursor(TimeOnly time) => new KisQueryFault("FID_INPUT_HOUR_1", Fields.Text($"{time:HHmmss}"));

    /// <summary>Truncates the body in the middle, and announces its shorter length.</summary>
    public static HttpFault TruncatedJson() => new KisBodyFault(KisBodyDefect.Half);

    /// <summary>Appends the given number of bytes of white space to the JSON body.</summary>
    public static HttpFault Oversize(int bytes) => new KisPaddingFault(bytes);
}
