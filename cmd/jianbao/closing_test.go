package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// closingIssue writes an issue with the text of one article and returns its folder.
func closingIssue(t *testing.T, text string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "11")
	writeExampleFile(t, filepath.Join(folder, "issue.toml"), []byte(exampleManifest+"\n[archive]\nrecord = \"J1-2021-11\"\n"))
	writeExampleFile(t, filepath.Join(folder, "articles", "01.txt"), []byte(text))
	return folder
}

// runAs runs the program with stdin and stderr at a terminal or not, and returns its
// status and what it wrote to stderr, without the folder.
func runAs(t *testing.T, terminal bool, folder string, args ...string) (status int, stderr string) {
	t.Helper()
	var out, messages bytes.Buffer
	status = run(&system{
		stdout: &out, stderr: &messages, terminal: terminal, typed: terminal,
		getenv:     func(k string) string { return map[string]string{"NO_COLOR": "1", "TERM": "dumb"}[k] },
		systemLang: func() string { return "" }, width: func() int { return 80 }, ansi: func() bool { return false },
	}, args)
	return status, strings.ReplaceAll(messages.String(), filepath.ToSlash(folder), "11")
}

// TestClosing checks the last line of runs.
func TestClosing(t *testing.T) {
	t.Parallel()
	const (
		clean   = "会议总结上半年工作。\n"
		warned  = "会议总结上半年工作。。\n"
		refused = "会标上有“ꀕ”字。\n"
	)
	tests := []struct {
		name, text, args string
		terminal         bool
		zh, en           string
	}{
		{"built", clean, "build", true, "已写出 11/11.pdf，共 3 页", "wrote 11/11.pdf, 3 pages"},
		{"built by a script", clean, "build", false, "", ""},
		{"to stdout", clean, "build -o -", true, "PDF 已写到标准输出，共 3 页", "wrote the PDF to stdout, 3 pages"},
		{"refused", refused, "build", true, "错误 1；没有写出 PDF", "1 error; no PDF written"},
		{"refused, by a script", refused, "build", false, "错误 1；没有写出 PDF", "1 error; no PDF written"},
		{"a notice", "会议总结上半年工作。\n\u00a0\n", "build", false, "说明 1；已写出 11/11.pdf，共 3 页", "1 notice; wrote 11/11.pdf, 3 pages"},
		{"checked", clean, "check", true, "没有发现问题；共 3 页", "no problems found; 3 pages"},
		{"warned", warned, "check", false, "警告 1；共 3 页", "1 warning; 3 pages"},
		{"preflight", clean, "preflight --profile archive", true, "没有发现问题；共 3 页", "no problems found; 3 pages"},
		{"fonts", clean, "fonts", true, "字体 5 款，共 3 页", "5 faces, 3 pages"},
		{"fonts, by a script", clean, "fonts", false, "", ""},
		{"fonts that lack a character", refused, "fonts", false, "错误 1；字体 5 款，共 3 页", "1 error; 5 faces, 3 pages"},
		{"fonts as JSON", refused, "fonts --format json", true, "", ""},
		{"JSON", refused, "build --format json", false, "", ""},
		{"JSON at a terminal", refused, "build --format json", true, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			folder := closingIssue(t, tt.text)
			for lang, want := range map[string]string{"zh": tt.zh, "en": tt.en} {
				words := strings.Fields(tt.args)
				_, got := runAs(t, tt.terminal, folder, append(words, "--lang", lang, folder)...)
				lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
				last := lines[len(lines)-1]
				if strings.HasPrefix(last, "{") {
					last = ""
				}
				if last != want {
					t.Errorf("%s: %q, want %q", lang, last, want)
				}
			}
		})
	}
}

// TestClosingOfSeveral: the last line counts the findings and pages of all issues.
func TestClosingOfSeveral(t *testing.T) {
	t.Parallel()
	one, two, bad := closingIssue(t, "会议。\n"), closingIssue(t, "会议。。\n"), closingIssue(t, "ꀕ\n")
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"build", one, two}, "2 issues: 2 PDFs written, 6 pages"},
		{[]string{"build", one, two, bad}, "3 issues: 1 error; 2 PDFs written, 6 pages"},
		{[]string{"check", one, two, bad}, "3 issues: 1 error, 1 warning; 9 pages"},
	} {
		_, got := runAs(t, true, one, append(tt.args, "--lang", "en")...)
		if !strings.HasSuffix(got, "\n"+tt.want+"\n") {
			t.Errorf("%s does not end with %q:\n%s", tt.args[0], tt.want, got)
		}
	}
}

// TestErrorsLast: for people errors follow everything else, and of one code 20
// findings are listed; JSON has all, by place.
func TestErrorsLast(t *testing.T) {
	t.Parallel()
	folder := closingIssue(t, "ꀕ会议\n"+strings.Repeat("会议。。\n", 25))
	status, got := runAs(t, false, folder, "check", "--lang", "en", folder)
	if n := strings.Count(got, "warning[proof-doubled]"); status != statusCopy || n != 20 {
		t.Errorf("status %d, %d findings listed, want 20", status, n)
	}
	more, last := strings.Index(got, "   5 more of proof-doubled not listed; --format json lists all\n"), strings.Index(got, "error[missing-glyph]")
	if more < 0 || last < more || !strings.HasSuffix(got, "1 error, 25 warnings, 1 notice; 4 pages\n") {
		t.Errorf("the count of the others is at %d, the error at %d:\n%s", more, last, got)
	}
	_, got = runAs(t, false, folder, "check", "--lang", "en", "--format", "json", folder)
	if n := strings.Count(got, "\n"); n != 27 || !strings.HasPrefix(got, `{"code":"missing-glyph"`) {
		t.Errorf("JSON has %d lines, want 27, the error first:\n%s", n, got)
	}
}

// TestPathAlone: at a terminal a folder or manifest alone is built; names of commands
// take precedence, and a script has to name the command.
func TestPathAlone(t *testing.T) {
	folder := closingIssue(t, "会议。\n")
	t.Chdir(filepath.Dir(folder))
	if err := os.Rename(folder, "check"); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS("11", os.DirFS("check")); err != nil {
		t.Fatal(err)
	}
	const built = "wrote 11/11.pdf, 3 pages\n"
	for _, tt := range []struct {
		args     string
		terminal bool
		status   int
		want     string // end of stderr
	}{
		{"11", true, statusDone, built},
		{"11/issue.toml", true, statusDone, built},
		{"--theme gongwen 11", true, statusDone, built},
		{"11 --theme gongwen", true, statusDone, built},
		{"check", true, statusUsage, "see jianbao help check\n"},
		{"11 11", true, statusUsage, "see jianbao help\n"},
		{"11/articles/01.txt", true, statusUsage, "see jianbao help\n"},
		{"12", true, statusUsage, "see jianbao help\n"},
		{"12.toml", true, statusCopy, "error[file-missing]: file \"12.toml\" not found\n1 error; no PDF written\n"},
		{"11/isue.toml", true, statusCopy, "did you mean \"11/issue.toml\"?\n1 error; no PDF written\n"},
		{"2020/12", true, statusCopy, "error[file-missing]: file \"2020/12\" not found\n1 error; no PDF written\n"},
		{"12.toml", false, statusUsage, "see jianbao help\n"},
		{"11", false, statusUsage, "see jianbao help\n"},
	} {
		status, got := runAs(t, tt.terminal, folder, append(strings.Fields(tt.args), "--lang", "en")...)
		if status != tt.status || !strings.HasSuffix(got, tt.want) {
			t.Errorf("%s (terminal %v): status %d, want %d, and …%q:\n%s", tt.args, tt.terminal, status, tt.status, tt.want, got)
		}
	}
	if _, got := runAs(t, false, folder, "11", "--lang", "en"); !strings.Contains(got, `did you mean "build 11"?`) {
		t.Errorf("a script gets no suggestion:\n%s", got)
	}
}
