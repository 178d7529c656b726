/** Closes a test run with the plain line `N passed, N failed, N skipped`, after Jest's own summary. */
export default class PlainSummaryReporter {
  #results;

  onRunComplete(_contexts, results) {
    this.#results = results;
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
      results;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    process.stdout.write(
      `\n${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped\n`,
    );
  }

  getLastError() {
    return this.#results?.numTotalTests === 0 ? new Error('no test ran') : undefined;
  }
}
