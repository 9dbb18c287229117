"""A part of the shipped workspace with notes: one to read, one short, hostile ones and broken ones."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import msgspec

from tests.support.shipped import CHECKOUT, smaller_roadmap
from vlagraph.store.roadmap import load_roadmap
from vlagraph.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["RUN", "TOPIC", "key_papers", "noted_workspace"]

TOPIC = "mixed-precision-training"
OTHERS = ("causal-inference", "optimization")
"""Further topics of the workspace, with what they require."""
RUN = "window.pwned=1"
LONG = """# The title

https://arxiv.org/abs/1706.03762

## Question (what is asked, and why it matters)

Can training run in half precision without losing accuracy?

## Method (how it is answered)

1. Keep a master copy of the weights in *single* precision.
2. Scale the loss before the backward pass.

```python
# not a heading
loss = loss * 1024
```

## Evidence (what was measured, on what, against what)

| model | error |
|---|---|
| ResNet-50 | same |
| a long name of a model that needs room | same |

> A quotation of what the reader thought.

See [the guide](https://docs.example.org/mixed) and `torch.autocast`.

## Limits (what it does not show)

"""
HOSTILE = f"""# <script>{RUN}</script>

## </details></article><script>{RUN}</script>

<img src=x onerror={RUN}> <svg onload={RUN}> <iframe srcdoc="<script>parent.{RUN}</script>"></iframe>

[one](javascript:{RUN}) [two](JaVaScRiPt&colon;{RUN}) [three](data:text/html,<script>{RUN}</script>)
![picture](https://evil.example/pixel.png) [file](file:///etc/passwd)

<details ontoggle={RUN} open><summary>x</summary></details> <style>* {{ display: none }}</style>

</template></textarea></style></title><base href="https://evil.example/">

{{{{ {RUN} }}}} {{% raw %}} \u202egnp.exe\u202c

```html
</code></pre><script>{RUN}</script>
```
"""


def key_papers(topic: str = TOPIC) -> list[str]:
    """The arXiv ids of the key papers of ``topic`` in the shipped roadmap."""
    roadmap = load_roadmap(CHECKOUT / "graph" / "topics.json")
    return [key.arxiv for each in roadmap.topics if each.id == topic for key in each.key_papers]


def noted_workspace(root: Path) -> Workspace:
    """A workspace in ``root``: the notes are on the first five key papers of ``TOPIC`` and on two others."""
    (root / "graph").mkdir(parents=True)
    (root / "graph" / "topics.json").write_bytes(msgspec.json.encode(smaller_roadmap(TOPIC, *OTHERS)))
    (root / "papers").mkdir()
    shutil.copy(CHECKOUT / "papers" / "papers.jsonl", root / "papers")
    first, second, third, fourth, fifth, *_ = key_papers()
    head = "---\nstatus: {}\nrating: {}\ndate: {}\ntopics: [{}]\n---\n"
    notes = {
        first: head.format("read", 4, "2026-11-22", TOPIC) + LONG,
        second: head.format("reading", "", "2026-11-23", TOPIC) + "# T\n\n## Limits\n\nSmall models only.\n",
        third: head.format("read", 1, f'"<script>{RUN}</script>"', "'\"><img src=x>'").replace(
            "---\n", f'---\nauthor: "<script>{RUN}</script>"\n', 1
        )
        + HOSTILE,
        fourth: f'---\nstatus: "<script>{RUN}</script>"\nrating: [x\n---\nThe text stays.\n',
        "9901.00001": head.format("unread", "", "2026-11-24", TOPIC) + "# T\n\n## Question\n",
        "hep-th/9901001": head.format("read", 5, "2026-11-25", TOPIC) + "An old one.\n",
    }
    folder = root / "papers" / "notes"
    folder.mkdir()
    for paper, text in notes.items():
        (folder / f"{paper.replace('/', '_')}.md").write_text(text, encoding="utf-8")
    (folder / f"{fifth}.md").write_bytes(b"---\nstatus: read\n---\nCaf\xe9 notes.\n")
    return Workspace(root)
