# Everything here is also a plain go command; CI runs .ci/run.

.PHONY: build test check golden pictures generated fuzz bench release windows backissues documents desk press scale cluster

# How long each fuzz target runs, and which: a pattern of "package name".
FUZZTIME ?= 3m
FUZZ ?= .

build:
	CGO_ENABLED=0 go build -trimpath -ldflags "-X main.version=$$(.ci/version)" -o jianbao ./cmd/jianbao

test:
	go test ./...

# Everything that CI runs.
check:
	.ci/run

# Accepts changed golden files and updates the generated tables; review the diff.
golden:
	go test $$(grep -rl "\"update\"" --include=*_test.go . | xargs -n 1 dirname | sort -u) -update

# Draws the pictures of the READMEs; look at them.
pictures:
	.ci/pictures

# CI only tries the corpus of each target; overnight: make fuzz FUZZTIME=30m.
fuzz:
	FUZZTIME=$(FUZZTIME) FUZZ='$(FUZZ)' .ci/run fuzz

# Composes and checks SEEDS random documents of each kind: with tables (in three themes),
# notes, boxes, columns, verse, lists of names and pictures. An hour or two. SEEDS=300-399
# is a part of them; all faults are reported. Others are built by the program and read
# back from their PDF and dump, which needs poppler and MuPDF.
SEEDS ?= 2500
generated:
	JIANBAO_SEEDS=$(SEEDS) go test -count=1 -timeout 0 -run '^TestRandom' ./layout ./cmd/jianbao

bench:
	go test -run '^$$' -bench . ./...

# Makes programs and archives for six systems in dist, from the commit that is checked
# out; the same commit gives the same bytes.
release:
	go run ./cmd/jianbao/internal/release/run

# Tests the program for Windows under Wine: some eight minutes; `.ci/run windows` runs
# only the tests that depend on the system, some two minutes.
windows:
	WINDOWS=all .ci/run windows

# Builds N generated back issues, a third of them with faults; .ci/run builds a
# thousand.
N ?= 1000
backissues: build
	PATH="$$(.ci/install --path)" .ci/backissues ./jianbao .ci/out/backissues $(N)

# Generates N documents from the seed SEED on and compares what is read and built of them
# with what was written; .ci/run does so with 200. .ci/docx/speed.py compares the time for
# a document with that for Markdown.
SEED ?= 1
documents: build
	PATH="$$(.ci/install --path)" .ci/docx/generated.py ./jianbao .ci/out/docx/generated $(N) $(SEED)

# Tests the editor's desk in Chromium without a selection: all pages of all samples in all
# themes, 500 clicks, 1,000 edits, 30 kills. .ci/run tests some of them.
desk:
	DESK=all .ci/run desk

# Builds and checks every sample in all variants of print and archive.
press:
	PRESS=all .ci/run press

# Measures in Chromium what an editor waits for at the desk: opening, and KEYS keys in an
# issue of 26 pages and in a book of some 450; then what keys take in a Typst that stays,
# if Python has the module typst. The machine should do nothing else; .ci/run desk prints
# the first figures too.
KEYS ?= 300
speed: build
	JIANBAO=$$PWD/jianbao JIANBAO_KEYS=$(KEYS) go -C .ci/desk test -count=1 -v -run TestSpeed .
	! python3 -c "import typst" || for times in 1 19; do .ci/typst_peer -n $(KEYS) --keys --times $$times testdata/issues/heyuan-2024-06; done

# Compares the memory for 10,000 issues with that for 1,000: some ten minutes.
scale: build
	.ci/scale ./jianbao .ci/out/scale

# Runs the samples of testdata/cluster on a local Slurm and with the code of Kubernetes:
# the first time some ten minutes.
cluster:
	.ci/run cluster
