"""The rule that nothing is skipped in CI works."""

import pytest


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A suite with a skipped test, a skipped module and a test that is known to fail."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(
        test_one="import pytest\n@pytest.mark.skip(reason='no browser')\ndef test(): pass",
        test_module="import pytest\npytest.skip('no server', allow_module_level=True)",
        test_fails="import pytest\n@pytest.mark.xfail(reason='known')\ndef test(): assert False",
    )
    return pytester


@pytest.mark.parametrize("xdist", [(), ("-p", "xdist", "-n", "1")], ids=["alone", "xdist"])
def test_skipping_fails_in_ci(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, xdist: tuple[str, ...]
) -> None:
    """In CI a session that skipped fails, and says what was skipped and why."""
    monkeypatch.setenv("CI", "true")
    result = suite.runpytest_subprocess("-p", "tests.no_skips", *xdist)
    told = result.stdout.str().partition("Skipped, which is a failure in CI")[2]
    assert (pytest.ExitCode.TESTS_FAILED, True, True, False) == (
        result.ret,
        "no browser" in told,
        "no server" in told,
        "known" in told,
    )


@pytest.mark.parametrize("value", ["", "false"])
def test_skipping_passes_at_home(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """On a developer's machine what cannot run is skipped."""
    monkeypatch.setenv("CI", value)
    assert pytest.ExitCode.OK == suite.runpytest_subprocess("-p", "tests.no_skips").ret
