"""What can be wrong with an archive or with a run."""

from shuanglian.findings import Kind

NO_SLURM = Kind("scale-no-slurm", "release", "run this on a machine that submits jobs, or take another executor")
NO_INPUT = Kind("scale-no-input", "bytes", "name a folder that holds .jsonl, .parquet, .txt or .html files")
OTHER_RUN = Kind("scale-other-run", "release", "name an empty folder, or repeat the settings and input of that run")
TASK_FAILED = Kind("scale-task-failed", "release", "mend the cause and repeat the command: what is done stays done")
BAD_OPTION = Kind("scale-bad-option", "release", "look up the parameters of datatrove's executor, and give NAME=VALUE")

BAD_FILE = Kind("scale-bad-file", "bytes", "restore the file; rows before the damage are in the output")
BAD_ROW = Kind("scale-bad-row", "records", 'a row is an object with a string "text"; "id" and "date" may be missing')
BAD_DATE = Kind("scale-bad-date", "records", "write 2025, 2025-02 or 2025-02-15; the article was read without a date")
ARTICLE_FAILED = Kind("scale-article-failed", "records", "report the article: the others went on without it")
