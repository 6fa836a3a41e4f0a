package manifest

import (
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

// codeOf returns the blocks of a Markdown article, and its findings.
func codeOf(t *testing.T, text string) ([]content.Block, *diag.List) {
	t.Helper()
	var log diag.List
	l := &loader{log: &log}
	blocks, _ := l.markdown(&diag.Source{Path: "a.md", Data: []byte(text)}, "")
	return blocks, &log
}

// TestCodeBlocks: the lines of a fenced block are code as typed, whatever they would
// be in other text, and each character has its place in the source.
func TestCodeBlocks(t *testing.T) {
	typed := []string{
		"<!-- 注 --> <p>x</p> [^1] ~~x~~ - [ ] ![a](b.png) $x$ 138****1234",
		"", "    缩进", "| a | b |", "|---|---|", "# 不是标题", "[甲]: http://example.org/", "<div>", "x **y**\\", "```",
	}
	text := "甲\n\n~~~~ toml\n" + strings.Join(typed, "\n") + "\n~~~~\n乙\n"
	blocks, log := codeOf(t, text)
	if log.Len() > 0 {
		t.Errorf("found %v", log.Items())
	}
	if len(blocks) != 3 {
		t.Fatalf("%d blocks", len(blocks))
	}
	code, ok := blocks[1].(*content.Code)
	if !ok || code.Info != "toml" {
		t.Fatalf("%+v", blocks[1])
	}
	var lines []string
	for _, l := range code.Lines {
		lines = append(lines, l.Value)
		if at := l.Place.At(0, len(l.Value)); at.Text() != l.Value {
			t.Errorf("%q is at %q", l.Value, at.Text())
		}
	}
	if !slices.Equal(lines, typed) {
		t.Errorf("lines %q", lines)
	}
}

// TestCodeTabs: a tab ends at the next fourth column, also after Han and in a list.
func TestCodeTabs(t *testing.T) {
	blocks, log := codeOf(t, "- 甲\n\n  ```\n\ta\tb\n  中\tc\n  ```\n")
	if log.Len() > 0 || len(blocks) != 1 {
		t.Fatalf("%d blocks, found %v", len(blocks), log.Items())
	}
	item := blocks[0].(*content.List).Items[0]
	code := item[1].(*content.Code)
	if got := code.Text(); got != "  a b\n中  c" {
		t.Errorf("%q", got)
	}
}

// TestNoCode: words of Han behind a fence, blocks without code and lines that are
// indented by hand are errors.
func TestNoCode(t *testing.T) {
	for text, want := range map[string]diag.Code{
		"```图表\n床前\n```\n":     "md-code",
		"~~~名单 4 横\n张三\n~~~\n": "md-names-option",
		"```\n\n```\n":         "md-empty-code",
		"```\n":                "md-empty-code",
		"甲\n\n    乙\n":         "md-indented-code",
	} {
		if _, log := codeOf(t, text); log.Len() != 1 || log.Items()[0].Code != want {
			t.Errorf("%q: found %v", text, log.Items())
		}
	}
}
