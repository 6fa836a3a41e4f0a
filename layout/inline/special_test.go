package inline

import (
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// TestRows: a row of one mark that is wider than the line is cut to it; a row
// with anything else, and a short one, is text (RULES 11.6).
func TestRows(t *testing.T) {
	settings := bodySettings(songFont())
	for text, want := range map[string]string{
		strings.Repeat("…", 80):           strings.Repeat("…", 18),
		strings.Repeat("—", 81):           strings.Repeat("—", 18),
		strings.Repeat("－", 60):           strings.Repeat("－", 18),
		strings.Repeat("…", 18):           strings.Repeat("…", 18),
		strings.Repeat("— ", 40):          "",
		strings.Repeat("=", 200):          "",
		strings.Repeat("_", 200):          "",
		strings.Repeat("…", 40) + "完":     strings.Repeat("…", 40) + "完",
		strings.Repeat("！", 40):           strings.Repeat("！", 40),
		strings.Repeat("天地玄黄", 10) + "……": strings.Repeat("天地玄黄", 10) + "……",
	} {
		lines := setAt(t, text, 20, settings)
		got := strings.ReplaceAll(joined(lines), "|", "")
		cut := want != text
		if cut && (len(lines) != 1 || !lines[0].Last || lines[0].Repair != frame.RepairNone || lines[0].Width > lines[0].Measure || lines[0].Measure-lines[0].Width > 2*bodySize) ||
			want != "" && got != want {
			t.Errorf("%.20s…: %d lines, %q", text, len(lines), got)
		}
	}
	// Between hard breaks, too.
	f := songFont()
	var log diag.List
	p := NewShaper().Prepare([]Run{{Text: strings.Repeat("·", 90), Font: f, Break: true}, {Text: "完了没有", Font: f}}, settings, &log)
	if lines := p.Break(20 * bodySize); len(lines) != 2 || lines[0].Last || !lines[1].Last || lines[1].Text != "完了没有" {
		t.Errorf("a row before a hard break: %q", joined(lines))
	}
}

// TestFields: fields break between them and are not filled (RULES 11.3).
func TestFields(t *testing.T) {
	settings := bodySettings(songFont())
	for want, fields := range map[string]bool{
		"主办：镇政府办公室　　主编：周平　　副主编：吴华　　|校对：王燕":              true,
		"主办：镇政府办公室\t\t主编：周平\t|副主编：吴华\t校对：王燕":            true,
		"姓名:周平  单位:镇政府办公室  电话:8023  |传真:8024":           true,
		"主　　办：镇政府办公室　　主　　编：周平　　|副　主　编：吴华　　校　　对：王燕":      true,  // labels spread by blanks stay whole
		"主办：镇政府　　主编：周平":                                 true,  // one line
		"会议听取了三个方面的汇报　　并对下一步的工作作了|安排，大家表示要认真抓好落实。":      false, // one run of blanks
		"会议听取了三个方面的情况汇报　　并对今后一个时期的各项工|作作了安排　　大家表示抓好落实。": false, // parts above 15 em
	} {
		text := strings.ReplaceAll(want, "|", "")
		lines := setAt(t, text, 26, settings)
		if got := joined(lines); fields && got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
		for i := range lines {
			if l := &lines[i]; fields && (l.Justify || l.Repair != frame.RepairNone || l.Width > l.Measure) || !fields && i+1 < len(lines) && l.Width != l.Measure {
				t.Errorf("%s: %s, %v in %v", l.Text, l.Repair, l.Width, unit.Abs(l.Measure))
			}
		}
	}
}
