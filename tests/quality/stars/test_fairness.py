"""Evening out the inspectors brings the ranking nearer to the truth; the benchmark star_fairness.py runs it whole."""

from tests.benchmarks.star_fairness import fairness


def test_adjusted_scores_agree_better_with_the_truth_than_plain_means() -> None:
    found = fairness(20)

    print(f"plain means {found.raw:.3f}, adjusted {found.adjusted:.3f}")
    assert found.adjusted > found.raw
