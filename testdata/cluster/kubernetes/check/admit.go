// Package cluster checks the files of testdata/cluster/kubernetes without a cluster:
// with the API server's decoding, defaults and validation, the checks of the pod
// security standard "restricted", and the Job controller.
//
// It is a separate module, so that the program does not depend on Kubernetes.
package cluster

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/validation/field"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/batch"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

var decoder = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict).UniversalDeserializer()

// Admit decodes the documents of a YAML file as the API server decodes requests, and
// returns them with all defaults. The error joins all errors of the server, including
// those for unknown and repeated fields.
func Admit(file []byte) ([]runtime.Object, error) {
	var objects []runtime.Object
	documents := utilyaml.NewDocumentDecoder(io.NopCloser(bytes.NewReader(file)))
	defer documents.Close()
	for n := 1; ; n++ {
		buf := make([]byte, len(file)+1)
		size, err := documents.Read(buf)
		if err == io.EOF {
			return objects, nil
		}
		if err != nil {
			return nil, err
		}
		object, err := admit(buf[:size])
		if err != nil {
			return nil, fmt.Errorf("document %d: %w", n, err)
		}
		objects = append(objects, object)
	}
}

func admit(document []byte) (runtime.Object, error) {
	object, _, err := decoder.Decode(document, nil, nil)
	if err != nil {
		return nil, err
	}
	legacyscheme.Scheme.Default(object)
	var wrong field.ErrorList
	switch o := object.(type) {
	case *batchv1.Job:
		o.Namespace, o.UID = corev1.NamespaceDefault, types.UID(o.Name+"-uid")
		mark(o)
		var in batch.Job
		if err := legacyscheme.Scheme.Convert(o, &in, nil); err != nil {
			return nil, err
		}
		wrong = batchvalidation.ValidateJob(&in, batchvalidation.JobValidationOptions{
			PodValidationOptions:  pod.GetValidationOptionsFromPodTemplate(&in.Spec.Template, nil),
			RequirePrefixedLabels: true,
		})
		if err := restricted(&o.Spec.Template); err != nil {
			return nil, err
		}
	case *corev1.PersistentVolumeClaim:
		o.Namespace = corev1.NamespaceDefault
		var in core.PersistentVolumeClaim
		if err := legacyscheme.Scheme.Convert(o, &in, nil); err != nil {
			return nil, err
		}
		wrong = corevalidation.ValidatePersistentVolumeClaim(&in, corevalidation.ValidationOptionsForPersistentVolumeClaim(&in, nil))
	default:
		return nil, fmt.Errorf("%T is not expected here", object)
	}
	if err := wrong.ToAggregate(); err != nil {
		return nil, err
	}
	return object, nil
}

// mark sets the labels and the selector that a server adds to a Job.
func mark(job *batchv1.Job) {
	t := &job.Spec.Template
	if t.Labels == nil {
		t.Labels = map[string]string{}
	}
	for _, label := range []string{"job-name", batchv1.JobNameLabel} {
		t.Labels[label] = job.Name
	}
	for _, label := range []string{"controller-uid", batchv1.ControllerUidLabel} {
		t.Labels[label] = string(job.UID)
	}
	if job.Spec.Selector == nil {
		job.Spec.Selector = new(metav1.LabelSelector)
	}
	job.Spec.Selector.MatchLabels = map[string]string{batchv1.ControllerUidLabel: string(job.UID)}
}

// restricted returns the violations of the standard "restricted", which namespaces may
// enforce.
func restricted(t *corev1.PodTemplateSpec) error {
	judge, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return err
	}
	result := policy.AggregateCheckResults(judge.EvaluatePod(
		api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}, &t.ObjectMeta, &t.Spec))
	if !result.Allowed {
		return errors.New("pod security: " + result.ForbiddenDetail())
	}
	return nil
}
