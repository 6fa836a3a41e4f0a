package crashfiles

import (
	"errors"
	"io/fs"
	"maps"
	"testing"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// put writes a file, synced in data and in name or not.
func put(t *testing.T, d *Disk, name, data string, sync, syncDir bool) {
	t.Helper()
	f, err := d.Append(name)
	must(t, err)
	_, err = f.Write([]byte(data))
	must(t, err)
	if sync {
		must(t, f.Sync())
	}
	must(t, f.Close())
	if syncDir {
		must(t, d.SyncDir("."))
	}
}

func TestLoss(t *testing.T) {
	d := New()
	put(t, d, "safe", "data", true, true)
	put(t, d, "safe", "+more", false, false)
	put(t, d, "named", "half", false, true)
	put(t, d, "nameless", "data", true, false)
	must(t, d.Rename("safe", "renamed"))
	for _, c := range []struct {
		loss Loss
		want map[string]string
	}{
		{Loss{Kept, true}, map[string]string{"renamed": "data+more", "named": "half", "nameless": "data"}},
		{Loss{Lost, true}, map[string]string{"renamed": "data", "named": "", "nameless": "data"}},
		{Loss{Lost, false}, map[string]string{"safe": "data", "named": ""}},
		{Loss{Torn, false}, map[string]string{"safe": "data+m", "named": "ha"}},
		{Loss{Zeroed, false}, map[string]string{"safe": "data\x00\x00\x00\x00\x00", "named": "\x00\x00\x00\x00"}},
	} {
		if got := d.After(c.loss).Tree(); !maps.Equal(got, c.want) {
			t.Errorf("%+v: got %q, want %q", c.loss, got, c.want)
		}
	}
}

func TestFoldersAndRemoval(t *testing.T) {
	d := New()
	must(t, d.MkdirAll("a/b"))
	put(t, d, "a/b/f", "x", true, false)
	must(t, d.SyncDir("a/b"))
	if got := d.After(Loss{}).Tree(); len(got) != 0 {
		t.Errorf("a folder that was not synced into its parent exists: %q", got)
	}
	must(t, d.SyncDir("."))
	must(t, d.SyncDir("a"))
	must(t, d.Remove("a/b/f"))
	if got := d.After(Loss{}).Tree(); got["a/b/f"] != "x" {
		t.Errorf("a removal that was not synced is not undone: %q", got)
	}
	if err := d.Remove("a"); err == nil {
		t.Error("a folder that is not empty was removed")
	}
	must(t, d.SyncDir("a/b"))
	if got := d.After(Loss{}).Tree(); len(got) != 2 {
		t.Errorf("after the removal was synced: %q", got)
	}
}

func TestStop(t *testing.T) {
	d := New()
	d.StopAfter(2)
	f, err := d.Create("f")
	must(t, err)
	_, err = f.Write([]byte("x"))
	must(t, err)
	if err := f.Sync(); !errors.Is(err, ErrStopped) {
		t.Errorf("third operation: %v", err)
	}
	if _, err := d.ReadFile("f"); !errors.Is(err, ErrStopped) {
		t.Errorf("reading: %v", err)
	}
	if len(d.Log()) != 2 {
		t.Errorf("log: %v", d.Log())
	}
	again := d.After(Loss{Kept, true})
	if got, err := again.ReadFile("f"); err != nil || string(got) != "x" {
		t.Errorf("after: %q, %v", got, err)
	}
	again.Before = func(op Op) error {
		if op.Kind == "create" {
			return fs.ErrPermission
		}
		return nil
	}
	if _, err := again.Create("g"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("refused: %v", err)
	}
}
