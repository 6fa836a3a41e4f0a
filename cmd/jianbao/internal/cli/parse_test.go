package cli

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"jianbao/layout/edition"
)

func TestWrong(t *testing.T) {
	tests := []struct{ args, want string }{
		{"build", "usage-operand"},
		{"build -x x", "usage-flag -x"},
		{"build --thema gongwen x", "usage-flag --thema; --theme"},
		{"build -p x", "usage-flag -p"},
		{"build —profile print x", "usage-dash —profile; --profile"},
		{"build ——profile=print x", "usage-dash ——profile=print; --profile=print"},
		{"build －－marks x", "usage-dash －－marks; --marks"},
		{"build —x --out", "usage-flag --out"},
		{"check --lang cn x", "usage-flag-choice --lang cn [zh en]"},
		{"build --resume x", "usage-flag-here --resume build"},
		{"build --resume=1 x", "usage-flag-here --resume build"},
		{"build x -o", "usage-flag-value -o"},
		{"build x --theme --lang en", "usage-flag-value --theme"},
		{"build x --theme=", "usage-flag-value --theme"},
		{"build x --marks=yes", "usage-flag-switch --marks"},
		{"build x --lang zh --lang en", "usage-flag-twice --lang"},
		{"build x --lang=zh -lang en", "usage-flag-twice -lang"},
		{"build x --format xml", "usage-flag-choice --format xml [human json]"},
		{"build x --inks cmky", "usage-flag-choice --inks cmky [k+spot k cmyk cmyk+spot]; cmyk"},
		{"build x --set body.size", "usage-set body.size"},
		{"build x --set =1", "usage-set =1"},
		{"build x --pdfx 4 --impose booklet", "booklet-pdfx --impose --pdfx"},
		{"preflight x --impose booklet --pdfx 1a", "booklet-pdfx --impose --pdfx"},
		{"check x -o y", "usage-flag-here -o check"},
		{"check", "usage-operand"},
		{"batch", "usage-paths"},
		{"batch --jobs 0 x", "usage-number --jobs 0 1024"},
		{"batch --jobs 1025 x", "usage-number --jobs 1025 1024"},
		{"batch --jobs many x", "usage-number --jobs many 1024"},
		{"batch --timeout 0s x", "usage-duration --timeout 0s"},
		{"batch --timeout soon x", "usage-duration --timeout soon"},
		{"batch --max-memory 3MB x", "usage-size --max-memory 3MB"},
		{"batch --shard 1/2 --bag x", "usage-together --bag --shard"},
		{"batch --bag --shard 1/2", "usage-together --bag --shard"},
		{"batch --upgrade x", "usage-needs --upgrade --resume"},
		{"batch --merge", "merge-nothing"},
		{"batch --resume --merge x", "usage-flag-here --resume batch"},
		{"batch --merge --bag --shard 1/2 x", "usage-flag-here --shard batch"},
		{"import", "usage-list"},
		{"import --docx --split heading a b", "usage-together --docx --split"},
		{"verify", "usage-folder"},
		{"verify a b", "usage-excess b"},
		{"fonts a b", "usage-excess b"},
		{"version x", "usage-excess x"},
		{"version -- --lang", "usage-excess --lang"},
		{"init", "usage-folder"},
		{"completion", "usage-shell  [bash zsh fish powershell]"},
		{"completion bsh", "usage-shell bsh [bash zsh fish powershell]; bash"},
		{"schema themes", "usage-schema themes [manifest theme publication]; theme"},
		{"completion bash zsh", "usage-excess zsh"},
	}
	for _, tt := range tests {
		args := strings.Fields(tt.args)
		_, bad := Parse(Find(args[0]), args[1:])
		got := "nothing"
		if bad != nil {
			got = strings.TrimSpace(string(bad.Code) + " " + strings.TrimSuffix(strings.TrimPrefix(fmt.Sprint(bad.Args), "["), "]"))
			if fix := cmp.Or(bad.Fix.DidYouMean, bad.Fix.Write); fix != "" {
				got += "; " + fix
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.args, got, tt.want)
		}
	}
}

func TestParse(t *testing.T) {
	got, bad := Parse(Find("build"), strings.Fields("a -o - --pdfa=2u b --marks --set x=1 -set y=a=b --profile print -- --pdfx"))
	if bad != nil {
		t.Fatal(bad)
	}
	want := Arguments{Command: Find("build"), Operands: []string{"a", "b", "--pdfx"}, Output: "-", Choices: edition.Choices{
		Profile: "print", PDFA: "2u", Marks: true, Set: []edition.Setting{{Key: "x", Value: "1"}, {Key: "y", Value: "a=b"}},
		Bound: []edition.Bound{{Flag: "--marks", Profile: "print"}, {Flag: "--pdfa", Profile: "archive"}},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v,\nwant %+v", got, want)
	}
	got, bad = Parse(Find("batch"), strings.Fields("one two --merge --bag"))
	if bad != nil || got.Command.ID != BatchMerge || !got.Batch.Bag {
		t.Errorf("--merge: %+v, %v", got, bad)
	}
}

func TestScan(t *testing.T) {
	tests := []struct {
		args  string
		index int
		lang  string
	}{
		{"", -1, ""},
		{"--lang zh", -1, "zh"},
		{"--lang zh build", 2, "zh"},
		{"--lang=zh build", 1, "zh"},
		{"-marks build --lang en", 1, "en"},
		{"-o --lang zh", 2, ""}, // the value of -o, whatever it looks like
		{"--unknown build", 1, ""},
		{"-- build --lang en", 1, ""},
		{"--", -1, ""},
		{"build --lang zh --lang en", 0, "en"},
		{"build --lang", 0, ""},
	}
	for _, tt := range tests {
		args := strings.Fields(tt.args)
		if i, lang := FirstOperand(args), Preview(args, "lang"); i != tt.index || lang != tt.lang {
			t.Errorf("%q: %d %q, want %d %q", tt.args, i, lang, tt.index, tt.lang)
		}
	}
}

func TestParseSize(t *testing.T) {
	for s, want := range map[string]Bytes{
		"0": 0, "1073741824": 1 << 30, "512MiB": 512 << 20, "512 mb": 512 << 20, "2G": 2 << 30, "1k": 1024, "3b": 3,
		"1TiB": 1 << 40, "4194304T": 1 << 62,
		"": -1, "-1": -1, "1ib": -1, "1i": -1, "1.5G": -1, "G": -1, "1PB": -1, "4194305T": -1, "1 k b": -1, "9223372036854775808": -1,
	} {
		got, ok := parseSize(s)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}
