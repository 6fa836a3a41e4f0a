// Command generate writes a tree of back issues, some with faults, and prints the
// expected result of a batch for each: JSON Lines, sorted by key.
//
//	go run ./cmd/jianbao/internal/batch/backissues/generate DIR [N [SEED]] > expected.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"

	"jianbao/cmd/jianbao/internal/batch/backissues"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) < 1 || len(args) > 3 {
		return fmt.Errorf("usage: generate DIR [N [SEED]]")
	}
	n, seed := 1000, uint64(1)
	var err error
	if len(args) > 1 {
		if n, err = strconv.Atoi(args[1]); err != nil {
			return err
		}
	}
	if len(args) > 2 {
		if seed, err = strconv.ParseUint(args[2], 10, 64); err != nil {
			return err
		}
	}
	expected, err := backissues.Generate(args[0], n, seed)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for i := range expected {
		if err := enc.Encode(expected[i]); err != nil {
			return err
		}
	}
	return w.Flush()
}
