"""In CI a skipped test is a failure: what only some machines can run, that one must."""

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """With xdist, the workers' reports all pass through the process that was started."""
    if os.environ.get("CI", "false").lower() not in {"", "0", "false"} and not hasattr(config, "workerinput"):
        config.pluginmanager.register(NoSkips())


class NoSkips:
    """Fails the session that skipped something, and says what and why."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(f"{report.nodeid}: {report.longrepr[2]}")  # file, line, reason

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.skipped:
            terminalreporter.section("Skipped, which is a failure in CI", red=True)
            for line in self.skipped:
                terminalreporter.line(line)
