package page

import (
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/theme"
)

// What the copy has of the form around a value is printed once, and the rest keeps its
// place in the source.
func TestUnformed(t *testing.T) {
	for _, c := range []struct{ form, text, want string }{
		{"（来源：{text}）", "省水利厅", "省水利厅"},
		{"（来源：{text}）", "来源：省水利厅", "省水利厅"},
		{"（来源：{text}）", "（来源：省水利厅）", "省水利厅"},
		{"（来源：{text}）", "（省水利厅）", "省水利厅"},
		{"（来源：{text}）", "省水利厅（办公室）", "省水利厅（办公室）"},
		{"（来源：{text}）", "（省）水利厅（办公室）", "（省）水利厅（办公室）"},
		{"（来源：{text}）", "来源：", "来源："},
		{"（来源：{text}）", "（）", "（）"},
		{"——{text}", "基于监测的分析", "基于监测的分析"},
		{"——{text}", "——基于监测的分析", "基于监测的分析"},
		{"——{text}", "— 基于监测的分析", "基于监测的分析"},
		{"——{text}", "--基于监测的分析", "基于监测的分析"},
		{"——{text}", "——", "——"},
		{"{text}", "——基于监测的分析", "——基于监测的分析"},
		{"【{text}】", "【通知】", "通知"},
		{"【{text}】", "【通知】【公告】", "【通知】【公告】"},
		{"［{text}］", "【通知】", "通知"},
		{"［{text}］", "《条例》", "《条例》"},
		{"{text}", "【通知】", "【通知】"},
		{"报：{list}", "报：市教育局", "市教育局"},
		{"报：{list}", "市教育局（报：省厅）", "市教育局（报：省厅）"},
		{"{text} 供稿", "王明 供稿", "王明 供稿"},
		{"", "甲", "甲"},
	} {
		place := diag.Place{Source: &diag.Source{Data: []byte(`source = "` + c.text + `"`)}, Steps: []diag.Step{{Off: 0, Src: len(`source = "`)}}}
		got := Unformed(theme.Form(c.form), content.Text{Value: c.text, Place: place})
		if got.Value != c.want {
			t.Errorf("%s in %s: %q, want %q", c.text, c.form, got.Value, c.want)
		}
		if at := got.Place.At(0, len(got.Value)); string(at.Source.Data[at.Start:at.End]) != got.Value {
			t.Errorf("%s in %s: %q is at %q", c.text, c.form, got.Value, at.Source.Data[at.Start:at.End])
		}
	}
}
