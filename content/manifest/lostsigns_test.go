package manifest

import (
	"strings"
	"testing"

	"jianbao/content/diag"
)

// findingsOf returns the codes of the findings of a text, but for those about line ends.
func findingsOf(text string) string {
	log := &diag.List{}
	l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
	l.markdown(&diag.Source{Path: "a.md", Data: []byte(text)}, "")
	var codes []string
	for _, d := range log.Items() {
		if d.Code != "md-joined" && d.Code != "md-lines" {
			codes = append(codes, string(d.Code))
		}
	}
	return strings.Join(codes, " ")
}

// TestLostSigns: signs that are read as markup and were likely meant as signs are reported,
// and the same signs in copy that is read as it was meant are not.
func TestLostSigns(t *testing.T) {
	for code, texts := range map[string][]string{
		"md-source": {
			"据报道[1]。\n\n[1]: https://a.example/b", "见[12][]。\n\n[12]:https://a.example", "甲[①]\n\n[①]: https://a.example",
			"甲[注3]，乙[文字][注3]\n\n[注3]: <https://a.example> \"题\"", "- 甲[２]\n\n> [２]: https://a.example",
		},
		"md-backslash": {
			`文件名不能含\/:*?"<>|等符号`, `密码须含 ~!@#$%^&*()[]{}\|;: 之一`, `加油\(^o^)/`, `好\^o^/`, `\^_^/`, `耶\(^o^)丿`, `¯\_(ツ)_/¯`, `庆祝\(≧▽≦)/`, `和\或用\;隔开`, `除号写作\/`, `是\?`,
			`特殊字符（!@#$%^&*_+-=\[]）`, `正则\d+\.\d+`, `目录src\main\app\_old`, "资料在共享\\简报\\\n请取", "| 甲 |\n|---|\n| 占位符\\% |", `符号包括@#$\"%`, "# 分隔符\\;\n",
		},
		"md-path":        {"存放位置：D:\\简报\\\n请勿删除。", "> 在E:\\\n> 查看", `见D:\简报\*.doc`, `D:\\简报\_b`, `见 \\srv\share`, `见\\srv\share\\a`},
		"md-backtick":    {"东经112°33`20\"，北纬37°52`10\"", "5`30\"，另12`45\"", "百米12``3，二百米25``8", "It`s OK，don`t worry", "rock`n`roll", "Xi`an、Yan`an", "用时3`5秒`。", "北纬30°15`，东经120°10`。", "| 成绩 |\n|---|\n| 1`20、1`35 |"},
		"md-superscript": {"2^3^2=？", "8^9^10", "Na^+,Cl^-含量", "Na^+-K^+泵", "含Ca^2+,K^+", "Na^+Cl^-浓度", "**3^2^1**"},
		"md-subscript":   {"3月~5~8月", "负一层~1~3层", "A区~B~C区", "周一~3~5节", "- 第一章~3~5章"},
		"md-html-none":   {"<o:p>各单位：", "</st1:city>", "<v:shape id=\"a\" o:spt=\"75\">甲", "甲<w:br/>"},
		"md-html":        {"到<st1:city>参会"},
		"md-underscore":  {"__重要__通知：请按时参会", "请注意：__务必__按时", "__提示__本周停水", "__重要通知__请按时"},
		"md-underscore-name": {
			"微信号：_zhang_san_，", "Wi-Fi名称：_CMCC_ 密码见墙上", "字段_id、_name_、", "用户名 _admin_ 登录", "账号：“_abc.d_”", "ID: _x1_", "ID为 _x1_", "账户：_admin_", "微信：_Tom_", "Wi-Fi名称 _CMCC_", "公众号_lab、_gov_。", "QQ：_a1_", "见 _my_table_ 一表", "合同编号：_2026_001_", "变量 a_b、_cd_ 和", "| 名称 |\n|---|\n| _a_b_ |",
		},
	} {
		for _, text := range texts {
			if got := findingsOf(text); got != code {
				t.Errorf("%q: %q, want %q", text, got, code)
			}
		}
	}
	for _, text := range []string{
		"[文字][1]和[另][1]\n\n[1]: https://a.example", "见[政府网]\n\n[政府网]: https://a.example", `据报道\[1]` + "\n\n" + `\[1]: https://a.example`,
		`\* \_ \# \[ \] \( \) \< \> \~ \^ \$ \- \+ \. \! \| \{ \} \\ \" \' \@ \& \= \:` + " \\`", `\*\*\*甲\*\*\*、a\_b\_c、\[\^1\]、\~\~x\~\~、\.\.\.、50\%`, `（\*注\*）**\*甲\***和"\*"。`, `符号+-\*/=`, `<b>\*</b>`,
		`D:\\简报\\a、D:\\简报\\_b、D:\\_b`, `src\\main\\a和简报\\旧稿\\a`, `见 \\\\srv\\share`, "甲\\\n乙", "`\\d\\.`和`D:\\_a`", "| a\\|b |\n|---|\n| 甲\\|乙 |", `第\?页`, `\(注)/\(说明)`, `5\^2^和`, `sbi\_tlb\_a\_b\info`, `\\srv\share是共享`, `3\.5万元`,
		"用`fmt`包，Go`fmt`", "must`DESCRIBES`at", "在第3步`go`后", "用 `a` 和 `b`", "`a`1", "第2`v1.2`版", "见5`", "3 `2` 4",
		"H~2~O、CO~2~、m^3^、10^-6^、据统计^1^、Ca^2+^、Na^+^、K^+^和Cl^-^、e^-kt^、10^-3^mol、x^n+1^、2023年^1^", "长度~1~和长度~2~相等，功率~max~为", "^131^I和^14^C", "5~6~7、K1~K2~K3",
		"\\<o:p>、`<o:p>`、<mailto:a@b.example>、<https://a.example>、a<b:c", "1<a:b 且", "请<w:p 参加",
		"__年__月__日", "共__公里__米", "__同志__年入党", "第__届第__次会议", "甲__乙丙__丁", "姓名__性别__年龄__", "__学校__班", "**重要**通知", "\\_\\_重要\\_\\_通知",
		"发表于 _Nature_，另见 _The Lancet_", "刊名：_Nature_", "期刊名称：_Nature_", "学名 _Ginkgo_", "第3号 _Nature_", "_重要_ 事项", "书名 _Emma_", "密码：\\_abc\\_", "名称：_甲乙_", "更名为 _Meta_", "同名影片 _Titanic_", "英文名 _Tom_", "变量 _x_ 和函数 _f_(x)", "代号 _Alpha_",
	} {
		if got := findingsOf(text); got != "" {
			t.Errorf("%q: %q", text, got)
		}
	}
}
