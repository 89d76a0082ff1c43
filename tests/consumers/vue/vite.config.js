import vue from "@vitejs/plugin-vue";

const compilerOptions = { isCustomElement: (tag) => tag.startsWith("mem0-") };
export default { plugins: [vue({ template: { compilerOptions } })] };
