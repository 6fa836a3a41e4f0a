package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"jianbao/content/docx/docxtest"
)

// hostileDocuments are documents of Word that are small as files and large when they are
// read: the body of each, and further parts.
func hostileDocuments() map[string]hostileDocument {
	const run = `<w:r><w:rPr><w:b/></w:rPr><w:t>文</w:t></w:r>`
	var attributes strings.Builder
	for i := range 1_000_000 {
		fmt.Fprintf(&attributes, ` a%d=""`, i)
	}
	pictures := map[string][]byte{}
	for i := range 1990 {
		pictures[fmt.Sprintf("word/media/%d.png", i)] = make([]byte, 60_000)
	}
	return map[string]hostileDocument{
		"elements":   {body: strings.Repeat(`<w:p/>`, 950_000)},
		"one text":   {body: `<w:p><w:r><w:t>` + strings.Repeat("文", 21_000_000) + `</w:t></w:r></w:p>`},
		"paragraphs": {body: strings.Repeat(`<w:p>`+run+`</w:p>`, 190_000)},
		"runs":       {body: `<w:p>` + strings.Repeat(run, 190_000) + `</w:p>`},
		"attributes": {body: `<w:p` + attributes.String() + `/>`},
		"depth":      {body: strings.Repeat(`<w:sdt><w:sdtContent>`, 400_000)},
		"cells":      {body: `<w:tbl>` + strings.Repeat(`<w:tr>`+strings.Repeat(`<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>`, 60)+`</w:tr>`, 330) + `</w:tbl>`},
		"parts":      {body: `<w:p>` + run + `</w:p>`, parts: pictures},
		"blanks":     {body: `<w:p>` + run + `</w:p>`, parts: map[string][]byte{"word/styles.xml": []byte(`<x>` + strings.Repeat(" ", 60<<20) + `</x>`), "word/media/1.bin": make([]byte, 62<<20)}},
	}
}

type hostileDocument struct {
	body  string
	parts map[string][]byte
}

func (d *hostileDocument) bytes() []byte {
	var parts []docxtest.Part
	for _, name := range slices.Sorted(maps.Keys(d.parts)) {
		parts = append(parts, docxtest.Part{Name: name, Data: string(d.parts[name])})
	}
	return docxtest.Document(d.body, parts...)
}

// No document makes the program use 300 MB or 20 s more than it does without it, and each
// is read or refused with a finding about it. The time is that of the processor.
func TestHostileDocuments(t *testing.T) {
	if os.Getenv("JIANBAO_THOROUGH") == "" {
		t.Skip("slow without need: JIANBAO_THOROUGH is not set")
	}
	dir := t.TempDir()
	writeText(t, filepath.Join(dir, "issue.toml"), "schema = 1\n[publication]\ntitle = \"刊\"\nissuer = [\"办\"]\n[issue]\nyear = 2026\nnumber = 1\ndate = 2026-03-01\n[[section]]\n[[section.article]]\ntitle = \"文\"\nfile = \"a.docx\"\n")
	check := func(d hostileDocument) (memory int64, cpu time.Duration, said string) {
		if err := os.WriteFile(filepath.Join(dir, "a.docx"), d.bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		cmd := process(t, "check", "issue.toml")
		cmd.Dir = dir
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for running := true; running; { // what wait tells includes this process's memory before the program began
			select {
			case <-ended:
				running = false
			case <-time.After(2 * time.Millisecond):
				memory = max(memory, peakMemory(cmd.Process.Pid))
			}
		}
		if status := cmd.ProcessState.ExitCode(); status != statusDone && status != statusCopy {
			t.Errorf("status %d\n%.1000s", status, out.String())
		}
		return memory, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), out.String()
	}
	least, time0, _ := check(hostileDocument{body: `<w:p><w:r><w:t>文</w:t></w:r></w:p>`})
	for name, d := range hostileDocuments() {
		memory, cpu, said := check(d)
		t.Logf("%s: %d MB and %v more", name, (memory-least)>>20, cpu-time0)
		if memory-least > 300<<20 || cpu-time0 > 20*time.Second {
			t.Errorf("%s: %d MB and %v more than without it\n%.1000s", name, (memory-least)>>20, cpu-time0, said)
		}
	}
}

// peakMemory returns the highest resident memory of a process, in bytes; 0: it has ended.
func peakMemory(pid int) int64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if text, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(text), " kB"), 10, 64)
			return kb << 10
		}
	}
	return 0
}
