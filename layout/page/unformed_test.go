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
		{"{text} 供稿", "王明 供稿", "王明"},
		{"{text} 供稿", "王明供稿", "王明"},
		{"{text} 供稿", "供稿", "供稿"},
		{"（{text} 供稿）", "王明 供稿", "王明"},
		{"（{text} 供稿）", "（王明 供稿）", "王明"},
		{"（来源：{text}）", "来源:某厅", "某厅"},
		{"（来源：{text}）", "(来源:某厅)", "某厅"},
		{"（来源：{text}）", "(来源：某厅）", "某厅"},
		{"（来源：{text}）", "来源 ： 某厅", "某厅"},
		{"（来源：{text}）", "来源　某厅", "某厅"},
		{"（来源：{text}）", "来源地管理处", "来源地管理处"},
		{"(Source: {text})", "Source：the office", "the office"},
		{"文/{text}", "文／王明", "王明"},
		{"{issuer}印发", "某办公室印发", "某办公室"},
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

// TestOwnLabel: a text with a label of its own is printed with that one only.
func TestOwnLabel(t *testing.T) {
	for _, c := range []struct{ form, text, want string }{
		{"（来源：{text}）", "稿源：省水利厅", "（{text}）"},
		{"（来源：{text}）", "信息来源:省水利厅", "（{text}）"},
		{"（来源：{text}）", "转自：《晚报》", "（{text}）"},
		{"来源：{text}", "供稿单位：办公室", "{text}"},
		{"文/{text}", "撰稿：王明", "{text}"},
		{"（来源：{text}）", "省水利厅", "（来源：{text}）"},
		{"（来源：{text}）", "晚报：《春耕》", "（来源：{text}）"},
		{"（{text}）", "稿源：省水利厅", "（{text}）"},
		{"——{text}", "稿源：省水利厅", "——{text}"},
		{"{text}供稿", "作者：王明", "{text}供稿"},
	} {
		if got := ownLabel(theme.Form(c.form), content.Text{Value: c.text}); string(got) != c.want {
			t.Errorf("%s in %s: %q, want %q", c.text, c.form, got, c.want)
		}
	}
}

// TestCredit: a credit that says what it is is set as it is, beside a form that says so, too.
func TestCredit(t *testing.T) {
	for _, c := range []struct{ form, credit, want string }{
		{"图/{credit}", "张三", "图/张三"},
		{"图/{credit}", "图／张三", "图／张三"},
		{"图/{credit}", "张三 摄", "张三 摄"},
		{"图/{credit}", "（张三摄）", "（张三摄）"},
		{"图/{credit}", "资料图片", "资料图片"},
		{"图/{credit}", "图片来源于网络", "图片来源于网络"},
		{"图/{credit}", "新华社发（张三 摄）", "新华社发（张三 摄）"},
		{"图/{credit}", "新华社发", "新华社发"},
		{"图/{credit}", "张三供图", "张三供图"},
		{"图/{credit}", "县档案馆提供", "县档案馆提供"},
		{"图/{credit}", "摄影　李四", "摄影　李四"},
		{"图/{credit}", "李四 绘", "李四 绘"},
		{"图/{credit}", "Photo by Li Si", "Photo by Li Si"},
		{"图/{credit}", "王宏图", "图/王宏图"},
		{"图/{credit}", "李大发", "图/李大发"},
		{"图/{credit}", "摄影家协会", "图/摄影家协会"},
		{"图/{credit}", "新华社", "图/新华社"},
		{"{credit} 摄", "张三 摄", "张三 摄"},
		{"[{credit}]", "张三 摄", "[张三 摄]"},
		{"{credit}供图", "张三", "张三供图"},
	} {
		got := ""
		for _, run := range creditOf(nil, theme.Form(c.form), content.Text{Value: c.credit}, nil) {
			got += run.Text
		}
		if got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.credit, c.form, got, c.want)
		}
	}
}

func TestBeside(t *testing.T) {
	for _, c := range []struct{ form, text, want string }{
		{"编号：{serial}", "编号：0036", "0036"}, {"编号：{serial}", "编号 0036", "0036"}, {"{label}　编号：{serial}", "编号:0036", "0036"}, {"编号：{serial}", "0036", "0036"},
		{"{serial}号 {label}", "0036号", "0036"}, {"No. {serial}", "No. 7", "7"},
	} {
		if got := Beside(theme.Form(c.form), "serial", content.Text{Value: c.text}); got.Value != c.want {
			t.Errorf("%s in %s: %q", c.text, c.form, got.Value)
		}
	}
}
