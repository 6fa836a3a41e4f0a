package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestReportSaysWhatPopplerSees compares the report of the sample with pictures
// with what pdfimages and pdffonts read in the file: page, pixels, colour space
// and resolution of each picture, and the faces.
func TestReportSaysWhatPopplerSees(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"pdfimages", "pdffonts"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("needs " + tool)
		}
	}
	profiles := []string{"--profile print"}
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		profiles = append(profiles, "--profile print --inks k", "--profile archive")
	}
	for _, flags := range profiles {
		dir := t.TempDir()
		file, report := filepath.Join(dir, "a.pdf"), filepath.Join(dir, "a.json")
		args := append([]string{"build", "../../testdata/issues/luting-2025-02", "-o", file, "--report", report}, strings.Fields(flags)...)
		var stderr bytes.Buffer
		if status := run(&system{stdout: &stderr, stderr: &stderr, getenv: func(string) string { return "" }, systemLang: func() string { return "" }}, args); status != statusDone {
			t.Fatalf("%s: status %d\n%s", flags, status, &stderr)
		}
		var said struct {
			Pictures []struct {
				Page   int
				Pixels [2]int
				PPI    int
				From   string
				To     string
			}
			Faces []struct{ Name string }
		}
		data, err := os.ReadFile(report)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &said); err != nil {
			t.Fatal(err)
		}

		rows := table(t, "pdfimages", "-list", file)
		rows = slices.DeleteFunc(rows, func(r []string) bool { return r[2] != "image" }) // masks
		if len(rows) != len(said.Pictures) || len(rows) < 5 {
			t.Fatalf("%s: %d pictures in the file, %d in the report", flags, len(rows), len(said.Pictures))
		}
		for i, r := range rows {
			p := said.Pictures[i]
			number := func(column int) int {
				n, err := strconv.Atoi(r[column])
				if err != nil {
					t.Fatalf("pdfimages: %q", r)
				}
				return n
			}
			w, h := number(3), number(4)
			turned := [2]int{h, w} == p.Pixels
			if number(0) != p.Page || [2]int{w, h} != p.Pixels && !turned {
				t.Errorf("%s: pdfimages %q, report %+v", flags, r, p)
			}
			// poppler rounds to nearest, the report down.
			if ppi := min(number(12), number(13)); ppi != p.PPI && ppi != p.PPI+1 {
				t.Errorf("%s: pdfimages has %d ppi, the report %d", flags, ppi, p.PPI)
			}
			components := map[string]string{"gray": "1", "rgb": "3", "cmyk": "4"}[p.To]
			if r[5] != "index" && r[6] != components {
				t.Errorf("%s: pdfimages %q, report %+v", flags, r, p)
			}
		}

		var fonts []string
		for _, r := range table(t, "pdffonts", file) {
			_, name, _ := strings.Cut(r[0], "+")
			fonts = append(fonts, name)
		}
		var faces []string
		for _, f := range said.Faces {
			faces = append(faces, f.Name)
		}
		slices.Sort(fonts)
		if fonts = slices.Compact(fonts); !slices.Equal(fonts, faces) {
			t.Errorf("%s: pdffonts %q, report %q", flags, fonts, faces)
		}
	}
}

// table runs a tool that prints a table under two lines of heading.
func table(t *testing.T, tool string, args ...string) [][]string {
	t.Helper()
	out, err := exec.Command(tool, args...).Output()
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", tool, err))
	}
	var rows [][]string
	for i, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		if i >= 2 {
			rows = append(rows, strings.Fields(line))
		}
	}
	return rows
}
