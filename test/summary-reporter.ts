import { writeFileSync } from 'node:fs';
import type { Reporter, TestSuiteResult } from '@web/test-runner';

/** How a run went, in numbers. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Files that could not be run at all. */
  readonly brokenFiles: readonly string[];
  /** Milliseconds of each file's tests. */
  readonly files: Readonly<Record<string, number>>;
}

/** Writes the numbers of a run as JSON to the path in `WTR_SUMMARY`, for a script that adds up several runs. */
export function summaryReporter(): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      const path = process.env['WTR_SUMMARY'];
      if (!path) return;
      const tests = sessions.flatMap((session) => (session.testResults ? allTests(session.testResults) : []));
      const broken = sessions.filter((session) => !session.testResults || session.errors.length > 0);
      const summary: Summary = {
        passed: tests.filter((test) => test.passed).length,
        failed: tests.filter((test) => !test.passed && !test.skipped).length,
        skipped: tests.filter((test) => test.skipped).length,
        brokenFiles: broken.flatMap((session) => session.testFile ?? []),
        files: Object.fromEntries(
          sessions.map(({ testFile, testResults }) => [
            testFile ?? '',
            testResults ? allTests(testResults).reduce((ms, test) => ms + (test.duration ?? 0), 0) : 0,
          ]),
        ),
      };
      writeFileSync(path, JSON.stringify(summary));
    },
  };
}

function allTests(suite: TestSuiteResult): TestSuiteResult['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(allTests)];
}
