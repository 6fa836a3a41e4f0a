package main

import (
	"testing"

	"jianbao/content/diag"
)

func TestChooseLang(t *testing.T) {
	type env map[string]string
	tests := []struct {
		name   string
		asked  string
		env    env
		system string
		want   diag.Lang
	}{
		{"asked", "en", env{"LANG": "zh_CN.UTF-8"}, "zh-CN", diag.EN},
		{"LC_ALL first", "", env{"LC_ALL": "zh_CN.GB18030", "LC_MESSAGES": "en_US", "LANG": "en_US"}, "", diag.ZH},
		{"LC_MESSAGES before LANG", "", env{"LC_MESSAGES": "zh_TW", "LANG": "en_GB.UTF-8"}, "", diag.ZH},
		{"LANG", "", env{"LANG": "zh"}, "", diag.ZH},
		{"C is English", "", env{"LANG": "C.UTF-8"}, "zh-CN", diag.EN},
		{"empty variables do not count", "", env{"LC_ALL": "", "LANG": "zh_SG"}, "", diag.ZH},
		{"the desktop's", "", nil, "zh-Hant-TW", diag.ZH},
		{"nothing known", "", nil, "", diag.EN},
		{"Zhuang is not Chinese", "", env{"LANG": "za_CN"}, "", diag.EN},
		{"nor is a language whose name begins so", "", env{"LANG": "zhx_CN"}, "", diag.EN},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := chooseLang(tt.asked, func(k string) string { return tt.env[k] }, func() string { return tt.system })
			if got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
