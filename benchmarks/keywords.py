"""The baseline of the relevance benchmark: plain keywords, looked for in title and abstract as they are.

The words are those by which the labelling guide names each topic's concepts; no weight and no context.
"""

from __future__ import annotations

import re

__all__ = ["KEYWORDS", "keyword_topics"]

KEYWORDS: dict[str, tuple[str, ...]] = {
    "ab-testing": ("a/b test", "policy comparison", "statistical test", "bandit", "off-policy evaluation"),
    "ablation-studies": ("ablation", "component analysis", "scaling law", "architecture search"),
    "active-learning": ("active learning", "uncertainty sampling", "diversity sampling", "query synthesis"),
    "causal-inference": ("causal", "counterfactual", "intervention"),
    "collaborative-learning": (
        "shared autonomy",
        "demonstration",
        "imitation",
        "human-in-the-loop",
        "interactive learning",
        "teleoperation",
    ),
    "data-curation": ("data quality", "annotation", "data selection", "data curation", "class imbalance"),
    "differential-geometry": ("manifold", "riemannian", "lie group", "differential geometry", "geodesic"),
    "diffusion-transformers": ("diffusion transformer", "dit", "diffusion policy", "flow matching"),
    "distributed-training": ("distributed training", "ddp", "fsdp", "zero", "parallelism"),
    "domain-randomization": ("domain randomization", "randomization"),
    "edge-deployment": ("edge", "on-device", "embedded", "power consumption", "jetson"),
    "evaluation-metrics": ("metric", "evaluation", "success rate", "robustness"),
    "explainable-ai": ("explainab", "interpretab", "saliency", "attention map", "explanation"),
    "flash-attention": (
        "flashattention",
        "flash attention",
        "efficient attention",
        "kv cache",
        "attention kernel",
    ),
    "generalization-theory": ("generalization", "pac", "rademacher", "regularization"),
    "gradient-accumulation": ("gradient accumulation", "batch size", "micro-batch"),
    "human-evaluation": ("user study", "human evaluation", "turing", "expert assessment"),
    "information-theory": ("mutual information", "bottleneck", "entropy", "information-theoretic"),
    "linear-algebra": ("eigen", "svd", "singular value", "low-rank", "linear algebra", "matrix"),
    "manipulation": ("manipulation", "grasp", "force control", "dexterous", "gripper"),
    "mixed-precision-training": ("mixed precision", "mixed-precision", "fp16", "bf16", "fp8", "loss scaling"),
    "mixture-of-experts": ("mixture of experts", "mixture-of-experts", "moe", "expert"),
    "mlops-for-robotics": (
        "mlops",
        "ci/cd",
        "continuous integration",
        "monitoring",
        "lifecycle",
        "deployment",
    ),
    "model-quantization": ("quantization", "int8", "int4", "qat", "ptq"),
    "model-versioning": ("versioning", "dvc", "mlflow", "experiment tracking", "provenance"),
    "multi-robot-systems": ("multi-robot", "swarm", "multi-agent", "task allocation", "coordination"),
    "natural-language-grounding": ("grounding", "natural language", "instruction", "spatial language"),
    "navigation": ("navigation", "slam", "path planning", "motion planning", "obstacle avoidance"),
    "optimization": ("convex", "constrained", "lagrangian", "optimization"),
    "optimization-theory": ("adam", "optimizer", "second-order", "convergence", "gradient descent"),
    "preference-learning": ("preference", "rlhf", "reward learning", "reward model"),
    "probability-theory": ("bayesian", "gaussian process", "probabilistic", "stochastic"),
    "real-time-inference": ("real-time", "latency", "pruning", "distillation", "acceleration"),
    "robot-benchmarks": ("benchmark", "rlbench", "meta-world", "calvin", "libero"),
    "safety-constraints": ("safety", "safe ", "barrier function", "constrained", "fail-safe"),
    "self-supervised-learning": ("self-supervised", "contrastive", "masked", "predictive coding"),
    "sim-to-real-transfer": ("sim-to-real", "sim2real", "reality gap", "domain adaptation", "simulation"),
    "soft-robotics": ("soft robot", "continuum", "pneumatic", "soft"),
    "state-space-models": ("mamba", "state space", "ssm", "s4"),
    "synthetic-data-generation": ("synthetic", "rendering", "procedural", "data generation"),
}
"""By topic the keywords, in lower case."""


_PATTERNS = {
    topic: re.compile("|".join(rf"\b{re.escape(word)}" for word in words))
    for topic, words in KEYWORDS.items()
}


def keyword_topics(title: str, abstract: str) -> set[str]:
    """The topics of which a keyword starts a word of the text."""
    text = f"{title} {abstract}".lower()
    return {topic for topic, pattern in _PATTERNS.items() if pattern.search(text)}
