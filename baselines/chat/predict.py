"""A chat model behind an OpenAI-compatible endpoint: the prompt of a task, examples, one request a sentence.

    shuanglian baseline run chat --task ner --into results/my-model -- --url URL --model NAME --shots 5

The key is taken from OPENAI_API_KEY. Every answer is kept in the cache, so that a run that was
stopped goes on where it was. With prices, the cost is told.
"""

import json
import os
from pathlib import Path

import examples
from answers import READERS, Trouble, UnusableError, content_of, nothing
from client import Endpoint, EndpointError

from shuanglian.baselines.adapter import ModelAbsentError, Told, run, training_rows

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent.parent / "build" / "chat-cache"


def options(parser):
    parser.add_argument("--url", default=os.environ.get("OPENAI_BASE_URL"), help="up to /v1")
    parser.add_argument("--model", help="name of the model at the endpoint")
    parser.add_argument("--shots", type=int, default=0, help="examples from the train split")
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--retries", type=int, default=5)
    parser.add_argument("--wait", type=float, default=1.0, help="seconds before the first retry")
    parser.add_argument("--max-tokens", type=int, default=4096)
    parser.add_argument("--plain", action="store_true", help="ask for JSON in the prompt alone, without a schema")
    parser.add_argument("--price", type=float, nargs=2, metavar=("PROMPT", "COMPLETION"), help="per million tokens")


def load(task):
    return lambda arguments: predictor(task, arguments)


def predictor(task, arguments):
    if not arguments.url or not arguments.model:
        raise ModelAbsentError("no model: give --url and --model of an OpenAI-compatible endpoint")
    endpoint = Endpoint(arguments.url, arguments.cache, arguments.timeout, arguments.retries, arguments.wait)
    trouble, models = Trouble(), set()
    shots = examples.chosen(task, training_rows(arguments), arguments.shots) if arguments.shots else []
    beginning = messages(task, shots)

    def predict(record):
        identity, text = record["id"], record["text"]
        try:
            answer = endpoint.ask(request(task, arguments, beginning, record))
        except EndpointError as error:
            raise SystemExit(f"{identity}: {error}") from None
        models.add(str(answer.get("model") or arguments.model))
        try:
            found = content_of(answer, identity, trouble)
            return READERS[task](text, found, lambda what, detail: trouble.tell(what, identity, detail))
        except UnusableError as error:
            trouble.tell("answer not usable", identity, str(error))
            return nothing(task, text)

    return Told(predict, lambda: told(arguments, endpoint, trouble, models))


def messages(task, shots):
    prompt = (HERE / "prompts" / f"{task}.md").read_text("utf-8")
    found = [{"role": "system", "content": prompt}]
    for row in shots:
        found.append({"role": "user", "content": examples.user_text(row)})
        found.append({"role": "assistant", "content": json.dumps(examples.answer(task, row), ensure_ascii=False)})
    return found


def request(task, arguments, beginning, record):
    form = {
        "model": arguments.model,
        "temperature": 0,
        "max_tokens": arguments.max_tokens,
        "messages": [*beginning, {"role": "user", "content": examples.user_text(record)}],
    }
    if not arguments.plain:
        schema = json.loads((HERE / "prompts" / f"{task}.schema.json").read_text("utf-8"))
        form["response_format"] = {"type": "json_schema", "json_schema": {"name": task, "schema": schema}}
    return form


def told(arguments, endpoint, trouble, models):
    tokens = endpoint.tokens
    price = arguments.price
    cost = price and round((tokens["prompt"] * price[0] + tokens["completion"] * price[1]) / 1e6, 4)
    shots = f"{arguments.shots}-shot" if arguments.shots else "zero-shot"
    examples_said = f", and {arguments.shots} examples of the train split" if arguments.shots else ""
    return {
        "seconds": round(endpoint.seconds, 3),
        "requests": endpoint.asked,
        "retried": endpoint.retried,
        "tokens": tokens,
        "cost": cost,
        "not_usable": dict(trouble.number),
        "first_not_usable": trouble.shown,
        "meta": {
            "system": f"{arguments.model}, {shots}"[:80],
            "version": ", ".join(sorted(models))[:80] or arguments.model,
            "hardware": "an endpoint; its hardware is not known",
            "training_data": f"that of the model{examples_said}",
        },
    }


if __name__ == "__main__":
    run({task: load(task) for task in READERS}, options=options)
