# Everything here is also a plain go command; CI runs .ci/run.

.PHONY: build test check golden fuzz bench cross

build:
	go build -trimpath -o jianbao ./cmd/jianbao

test:
	go test ./...

# All that CI does.
check:
	.ci/run

# Accept changed golden files and README tables; look at the diff.
golden:
	go test $$(grep -rl "\"update\"" --include=*_test.go . | xargs -n 1 dirname | sort -u) -update

fuzz:
	.ci/run fuzz

bench:
	go test -run '^$$' -bench . ./...

cross:
	.ci/run cross
