package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/docs"
	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content/diag"
)

// TestHelpNames: names of commands, topics and codes differ, and help has a text for
// each in both languages.
func TestHelpNames(t *testing.T) {
	names := helpNames()
	if want := len(cli.Names()) + len(docs.Topics()) + len(diag.Codes()); len(names) != want {
		t.Errorf("%d names, want %d", len(names), want)
	}
	for _, lang := range []string{"zh", "en"} {
		for _, name := range names {
			stdout, stderr, status := runHelp(name, lang)
			if status != statusDone || stdout == "" || stderr != "" {
				t.Errorf("help %s --lang %s: status %d, %q", name, lang, status, stderr)
			}
		}
	}
	slices.Sort(names)
	for i, name := range names {
		if i > 0 && names[i-1] == name {
			t.Errorf("%q is two of command, topic and code", name)
		}
	}
}

func TestHelp(t *testing.T) {
	for _, tt := range []struct {
		name, lang string
		want       []string
	}{
		{"", "en", []string{"usage: jianbao COMMAND", "\n  build       makes the PDF\n", "\n  themes      Themes\n"}},
		{"", "zh", []string{"用法：jianbao 命令", "\n  build       排成 PDF\n", "\n  themes      版式\n"}},
		{"build", "en", []string{"usage: jianbao build"}},
		{"themes", "en", []string{"Themes\n======\n", "- body.measure\n    value: integer 6–60"}},
		{"themes", "zh", []string{"版式\n====\n", "- body.measure\n    值：整数 6–60"}},
		{"toml-quotes", "zh", []string{"原因\n----\n", "title = “保障”\n", "改法\n----\n", "title = \"保障\"\n"}},
		{"worker-memory", "en", []string{"worker-memory\n====", "error: this issue needs more than … MB", "hint: "}},
	} {
		stdout, _, _ := runHelp(tt.name, tt.lang)
		for _, w := range tt.want {
			if !strings.Contains(stdout, w) {
				t.Errorf("help %s --lang %s lacks %q:\n%s", tt.name, tt.lang, w, stdout)
			}
		}
	}
	_, stderr, status := runHelp("mesages", "en")
	if status != statusUsage || !strings.Contains(stderr, `error[usage-help]`) || !strings.Contains(stderr, `did you mean "messages"?`) {
		t.Errorf("an unknown name: status %d, %s", status, stderr)
	}
	// A word of the documentation leads to the topics that have it.
	for word, topic := range map[string]string{"图片": "manifest", "骑马订": "press"} {
		_, stderr, status := runHelp(word, "zh")
		if status != statusUsage || !strings.Contains(stderr, "error[usage-help-word]") || !strings.Contains(stderr, topic) {
			t.Errorf("help %s: status %d, %s", word, status, stderr)
		}
	}
}

func runHelp(name, lang string) (stdout, stderr string, status int) {
	var out, err bytes.Buffer
	args := []string{"help", "--lang", lang}
	if name != "" {
		args = append(args, name)
	}
	status = run(&system{
		stdout: &out, stderr: &err, getenv: func(string) string { return "" }, systemLang: func() string { return "en" },
	}, args)
	return out.String(), err.String(), status
}
