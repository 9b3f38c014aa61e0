/** The Mantine form controls screens may use, inside `MantineHost`. Not for list rows, bubbles, cards or tables. */
export { Checkbox, FileButton, NumberInput, PasswordInput, Radio, Select, Switch } from '@mantine/core';
export { useForm } from '@mantine/form';
export { MantineHost } from './MantineHost.tsx';
