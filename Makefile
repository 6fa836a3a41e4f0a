# Everything here is also a plain go command; CI runs .ci/run.

.PHONY: build test check golden pictures fuzz bench release windows backissues scale cluster

# How long each fuzz target runs, and which: a pattern of "package name".
FUZZTIME ?= 3m
FUZZ ?= .

build:
	go build -trimpath -ldflags "-X main.version=$$(.ci/version)" -o jianbao ./cmd/jianbao

test:
	go test ./...

# All that CI does.
check:
	.ci/run

# Accept changed golden files and tables of the documentation; look at the diff.
golden:
	go test $$(grep -rl "\"update\"" --include=*_test.go . | xargs -n 1 dirname | sort -u) -update

# The pictures of the READMEs; look at them.
pictures:
	.ci/pictures

# For a machine at night: make fuzz FUZZTIME=30m. CI runs each for seconds.
fuzz:
	FUZZTIME=$(FUZZTIME) FUZZ='$(FUZZ)' .ci/run fuzz

bench:
	go test -run '^$$' -bench . ./...

# Programs and archives for six systems in dist, of the commit that is checked out:
# the same commit gives the same bytes.
release:
	go run ./cmd/jianbao/internal/release/run

# The program for Windows, under Wine, with all tests: some eight minutes; two with
# `.ci/run windows`, which leaves out what has little to do with the system.
windows:
	WINDOWS=all .ci/run windows

# A thousand generated back issues, a third of them with faults: what .ci/run does,
# with N of them.
N ?= 1000
backissues: build
	PATH="$$(.ci/install --path)" .ci/backissues ./jianbao .ci/out/backissues $(N)

# Memory of 10,000 issues against 1,000: some ten minutes.
scale: build
	.ci/scale ./jianbao .ci/out/scale

# The samples of testdata/cluster, on a Slurm of this machine's own and by Kubernetes'
# own code: the first time some ten minutes.
cluster:
	.ci/run cluster
